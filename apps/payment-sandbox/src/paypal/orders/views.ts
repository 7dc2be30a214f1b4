import type { Addresses } from '../../addresses.ts';
import { shifted, toMinor, toMoney, type Money } from './money.ts';
import type { OrderBook } from './order-book.ts';
import type { Capture, Order, PurchaseUnit, Refund } from './order.ts';

export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
}

/** A resource as PayPal shows it. */
export interface View {
  readonly id: string;
  readonly status: string;
  readonly links: readonly Link[];
  readonly [member: string]: unknown;
}

/** The only buyer there is. */
export const buyer = {
  payerId: 'QYR5Z8XDVJNXQ',
  email: 'buyer@example.com',
  name: { given_name: 'John', surname: 'Doe' },
} as const;

/** Draws orders, captures and refunds as PayPal's JSON. */
export class Views {
  constructor(
    private readonly book: OrderBook,
    private readonly addresses: Addresses,
  ) {}

  /** Shows the captures that the book knows, unless others are given. */
  order(order: Order, captures: readonly Capture[] = this.book.capturesOf(order.id)): View {
    const isApproved = order.status === 'APPROVED' || order.status === 'COMPLETED';
    return {
      id: order.id,
      intent: order.intent,
      status: order.status,
      ...paymentSourceOf(order, isApproved),
      purchase_units: order.units.map((unit) => this.unit(unit, captures)),
      ...(isApproved && { payer: payer() }),
      create_time: seconds(order.createdAt),
      update_time: seconds(order.updatedAt),
      links: this.orderLinks(order),
    };
  }

  /** A capture on its own, as the payments API and webhooks show it. */
  capture(capture: Capture): View {
    return {
      ...this.captureInOrder(capture),
      supplementary_data: { related_ids: { order_id: capture.orderId } },
    };
  }

  refund(refund: Refund): View {
    const currency = refund.amount.currency_code;
    const all = this.book.refundsOf(refund.captureId);
    const position = all.findIndex(({ id }) => id === refund.id);
    const earlier = position < 0 ? all : all.slice(0, position);
    const total = earlier.reduce((sum, { amount }) => sum + toMinor(amount), toMinor(refund.amount));
    return {
      id: refund.id,
      status: 'COMPLETED',
      amount: refund.amount,
      ...(refund.invoiceId && { invoice_id: refund.invoiceId }),
      ...(refund.customId && { custom_id: refund.customId }),
      ...(refund.noteToPayer && { note_to_payer: refund.noteToPayer }),
      seller_payable_breakdown: {
        gross_amount: refund.amount,
        paypal_fee: toMoney(currency, 0n),
        net_amount: refund.amount,
        total_refunded_amount: toMoney(currency, total),
      },
      create_time: seconds(refund.createdAt),
      update_time: seconds(refund.createdAt),
      links: [
        this.link('self', 'GET', `/v2/payments/refunds/${refund.id}`),
        this.link('up', 'GET', `/v2/payments/captures/${refund.captureId}`),
      ],
    };
  }

  private unit(unit: PurchaseUnit, captures: readonly Capture[]): Record<string, unknown> {
    const own = captures.filter((capture) => capture.referenceId === unit.reference_id);
    const payments = { captures: own.map((capture) => this.captureInOrder(capture)) };
    return { ...unit, ...(own.length > 0 && { payments }) };
  }

  private captureInOrder(capture: Capture): View {
    const status = this.book.statusOf(capture);
    return {
      id: capture.id,
      status,
      amount: capture.amount,
      final_capture: true,
      ...(capture.customId && { custom_id: capture.customId }),
      ...(capture.invoiceId && { invoice_id: capture.invoiceId }),
      seller_protection: {
        status: 'ELIGIBLE',
        dispute_categories: ['ITEM_NOT_RECEIVED', 'UNAUTHORIZED_TRANSACTION'],
      },
      seller_receivable_breakdown: receivable(capture.amount),
      links: [
        this.link('self', 'GET', `/v2/payments/captures/${capture.id}`),
        this.link('refund', 'POST', `/v2/payments/captures/${capture.id}/refund`),
        this.link('up', 'GET', `/v2/checkout/orders/${capture.orderId}`),
      ],
      create_time: seconds(capture.createdAt),
      update_time: seconds(this.book.refundsOf(capture.id).at(-1)?.createdAt ?? capture.createdAt),
    };
  }

  private orderLinks(order: Order): Link[] {
    const path = `/v2/checkout/orders/${order.id}`;
    const self = this.link('self', 'GET', path);
    const update = this.link('update', 'PATCH', path);
    const capture = this.link('capture', 'POST', `${path}/capture`);
    const checkout = (rel: string): Link => ({ href: this.addresses.checkout(order.id), rel, method: 'GET' });
    const links: Record<Order['status'], Link[]> = {
      PAYER_ACTION_REQUIRED: [self, checkout('payer-action')],
      CREATED: [self, checkout('approve'), update, capture],
      APPROVED: [self, update, capture],
      COMPLETED: [self],
    };
    return links[order.status];
  }

  private link(rel: string, method: Link['method'], path: string): Link {
    return { href: this.addresses.api(path), rel, method };
  }
}

/** The same order, every amount of it wrong by some minor units. */
export function skewedOrder(order: Order, minor: bigint): Order {
  const units = order.units.map((unit) => ({ ...unit, amount: { ...unit.amount, ...shifted(unit.amount, minor) } }));
  return { ...order, units };
}

/** The same capture or refund, its amount wrong by some minor units. */
export function skewed<Paid extends { readonly amount: Money }>(paid: Paid, minor: bigint): Paid {
  return { ...paid, amount: shifted(paid.amount, minor) };
}

function payer(): Record<string, unknown> {
  return { email_address: buyer.email, payer_id: buyer.payerId, name: buyer.name };
}

function paymentSourceOf(order: Order, isApproved: boolean): Record<string, unknown> {
  if (isApproved) {
    const account = { account_id: buyer.payerId, account_status: 'VERIFIED', address: { country_code: 'US' } };
    return { payment_source: { paypal: { email_address: buyer.email, name: buyer.name, ...account } } };
  }
  return order.awaiting === 'PAYER_ACTION_REQUIRED' ? { payment_source: { paypal: {} } } : {};
}

function receivable(gross: Money): Record<string, Money> {
  const fee = (toMinor(gross) * 3n + 50n) / 100n;
  return {
    gross_amount: gross,
    paypal_fee: toMoney(gross.currency_code, fee),
    net_amount: shifted(gross, -fee),
  };
}

function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
