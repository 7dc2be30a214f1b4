import { money } from '@tovar/contracts';
import { cancel } from '../src/domain/cancellation.ts';
import { advanceCheckout, type CheckoutMessage } from '../src/domain/checkout-progress.ts';
import { checkoutSaga } from '../src/domain/checkout.saga.ts';
import { acceptOrder, type Acceptance } from '../src/domain/new-order.ts';
import { type Order, statusOf } from '../src/domain/order.ts';
import { changeOf } from '../src/domain/order-changed.ts';
import { evolve, type OrderEvent } from '../src/domain/order-events.ts';
import type { OrderLine, Placement } from '../src/domain/placement.ts';
import type { OrderView } from '../src/queries/order-row.ts';

/** Far ahead, so that no deadline counted from it passes while a test runs. */
export const NOW = new Date('2126-11-21T12:00:00Z');
export const PAY_WITHIN_MS = 30 * 60_000;
export const saga = checkoutSaga(PAY_WITHIN_MS);

const ORDER = '0190a5d8-0000-7000-8000-000000000001';
const PAYMENT = '0190a5d8-0000-7000-8000-000000000002';
const VARIANT = '0190a5d8-0000-7000-8000-000000000003';
export const PROMOTION = '0190a5d8-0000-7000-8000-000000000008';
const ids = { orderId: ORDER, paymentId: PAYMENT };
const amount = { amount: '2598', currency: 'EUR' } as const;

export const line: OrderLine = {
  variantId: VARIANT,
  productId: '0190a5d8-0000-7000-8000-000000000004',
  sku: 'KET-1',
  name: { en: 'Kettle', ru: 'Чайник' },
  quantity: 2,
  unitPrice: money(1_299n, 'EUR'),
  discounts: [],
  tax: { category: 'STANDARD', rateBasisPoints: 1_900, isIncluded: true, amount: { amount: '415', currency: 'EUR' } },
  total: money(2_598n, 'EUR'),
};

/** Two kettles and nothing else, unless the test says otherwise. */
export function aPlacement(placement: Partial<Placement> = {}): Placement {
  return {
    lines: [line],
    delivery: null,
    billingAddress: null,
    subtotal: money(2_598n, 'EUR'),
    discountTotal: money(0n, 'EUR'),
    taxTotal: money(415n, 'EUR'),
    total: money(2_598n, 'EUR'),
    promotions: [],
    trace: [],
    paymentProvider: null,
    ...placement,
  };
}

/** The same with a promotion of limited use. */
export const promoted = aPlacement({ promotions: [{ promotionId: PROMOTION, code: 'TEA', isLimited: true }] });

const nothing = money(0n, 'EUR');
const gift = { promotionId: PROMOTION, code: null, name: { en: 'Gift', ru: 'Подарок' }, amount };
/** The same as a gift. */
export const free = aPlacement({
  lines: [{ ...line, discounts: [gift], tax: { ...line.tax, amount: { ...amount, amount: '0' } }, total: nothing }],
  discountTotal: money(2_598n, 'EUR'),
  taxTotal: nothing,
  total: nothing,
});

/** The same, sent to Berlin by a courier who takes nothing for it. */
export const sent = aPlacement({
  delivery: {
    address: { recipient: 'Anna', line1: 'Torstraße 1', city: 'Berlin', postalCode: '10119', country: 'DE' },
    methodId: '0190a5d8-0000-7000-8000-000000000009',
    code: 'courier',
    name: { en: 'Courier', ru: 'Курьер' },
    carrier: 'table',
    price: { amount: '0', currency: 'EUR' },
    discounts: [],
    tax: { ...line.tax, amount: { amount: '0', currency: 'EUR' } },
    total: { amount: '0', currency: 'EUR' },
    estimate: { minDays: 1, maxDays: 3 },
  },
});

/** A customer's order of two kettles, accepted just now. */
export function anAcceptance(acceptance: Partial<Acceptance> = {}): Acceptance {
  return {
    id: ORDER,
    orderNumber: 'T-100001',
    paymentId: PAYMENT,
    cartId: '0190a5d8-0000-7000-8000-000000000005',
    customerId: '0190a5d8-0000-7000-8000-000000000006',
    guestAccess: null,
    email: null,
    placement: aPlacement(),
    placedAt: NOW,
    ...acceptance,
  };
}

/** What the other services can answer, by a short name. */
export const answers = {
  redeemed: { type: 'promotion.redeemed.v1', data: { orderId: ORDER } },
  refused: { type: 'promotion.rejected.v1', data: { orderId: ORDER, promotionId: PROMOTION, reason: 'USED_UP' } },
  unredeemed: { type: 'promotion.released.v1', data: { orderId: ORDER } },
  reserved: { type: 'stock.reserved.v1', data: { orderId: ORDER } },
  rejected: {
    type: 'stock.rejected.v1',
    data: { orderId: ORDER, shortages: [{ variantId: VARIANT, requested: 2, available: 1 }] },
  },
  released: { type: 'stock.released.v1', data: { orderId: ORDER } },
  allocated: { type: 'stock.allocated.v1', data: { orderId: ORDER } },
  booked: {
    type: 'shipment.booked.v1',
    data: { orderId: ORDER, shipmentId: '0190a5d8-0000-7000-8000-00000000000a' },
  },
  started: { type: 'payment.started.v1', data: { ...ids, redirectUrl: 'https://pay.example/1' } },
  failed: { type: 'payment.failed.v1', data: { ...ids, reason: 'NO_SUCH_CURRENCY' } },
  cancelled: { type: 'payment.cancelled.v1', data: ids },
  approved: { type: 'payment.approved.v1', data: ids },
  declined: { type: 'payment.declined.v1', data: { ...ids, reason: 'INSTRUMENT_DECLINED' } },
  captured: { type: 'payment.captured.v1', data: { ...ids, amount } },
  refunded: {
    type: 'payment.refunded.v1',
    data: { ...ids, amount, refundId: '0190a5d8-0000-7000-8000-000000000007' },
  },
} as const satisfies Record<string, CheckoutMessage>;

export type AnswerName = keyof typeof answers;

/** An order after these answers have come, in turn; 'cancel' is the customer's wish. */
export function anOrder(...history: (AnswerName | 'cancel')[]): Order {
  return anOrderOf(aPlacement(), ...history);
}

/** The same of something else than two kettles. */
export function anOrderOf(placement: Placement, ...history: (AnswerName | 'cancel')[]): Order {
  const { order, events } = acceptOrder(saga, anAcceptance({ placement }));
  return history.reduce((before, name) => after(before, decide(before, name)), after(order, events));
}

/** What is decided when the answer comes, or when the customer cancels. */
export function decide(order: Order, name: AnswerName | 'cancel'): OrderEvent[] {
  if (name === 'cancel') return cancel(saga, order, { reason: 'cancelled-by-customer' }, NOW);
  return advanceCheckout(saga, order, answers[name], NOW);
}

export function after(order: Order, events: readonly OrderEvent[]): Order {
  return events.reduce(evolve, order);
}

/** The order as it is read. */
export function aView(order: Order, placement = aPlacement()): OrderView {
  const { order: seen } = changeOf(saga, order, NOW);
  return {
    ...order,
    ...placement,
    changedAt: NOW,
    status: statusOf(order),
    refunded: money(BigInt(seen.refundedMinor), order.total.currency),
    paymentUrl: seen.paymentUrl,
    isCancellable: seen.isCancellable,
    shortages: seen.shortages,
    rejectedPromotion: seen.rejectedPromotion,
    history: [],
  };
}
