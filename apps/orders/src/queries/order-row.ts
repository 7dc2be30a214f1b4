import {
  type AppliedDiscount,
  type CheckoutDelivery,
  type LineTax,
  type Money,
  money,
  type PaymentProviderName,
  type PostalAddress,
  toJson,
} from '@tovar/contracts';
import type { CancelReason, Order, OrderStatus } from '../domain/order.ts';
import type { Shortage } from '../domain/order.errors.ts';
import type { Actor, HistoryEntry } from '../domain/order-history.ts';
import type { OrderLine, Placement } from '../domain/placement.ts';

/** An order with all that is shown of it. */
export interface OrderView
  extends
    Pick<Order, 'id' | 'orderNumber' | 'customerId' | 'guestAccess' | 'email' | 'placedAt' | 'version'>,
    Pick<Order, 'paymentStatus' | 'fulfillmentStatus' | 'returnStatus' | 'cancelReason' | 'attention'>,
    Placement {
  readonly changedAt: Date;
  readonly status: OrderStatus;
  /** All refunds together. */
  readonly refunded: Money;
  /** Where its owner pays; null when there is nothing to pay now. */
  readonly paymentUrl: string | null;
  readonly isCancellable: boolean;
  /** What there was too little of, and what became of a promotion, when that was its end. */
  readonly shortages: readonly Shortage[];
  readonly rejectedPromotion: string | null;
  readonly history: readonly HistoryEntry[];
}

/** As `SELECT` gives it: names as in the database, amounts as text, lines and history as JSON. */
export interface OrderRow {
  readonly id: string;
  readonly order_number: string;
  readonly customer_id: string | null;
  readonly guest_token_hash: string | null;
  readonly guest_token_expires_at: Date | null;
  readonly email: string | null;
  readonly placed_at: Date;
  readonly total_minor: string;
  readonly currency: string;
  readonly version: number;
  readonly changed_at: Date;
  readonly status: OrderStatus;
  readonly payment_status: Order['paymentStatus'];
  readonly fulfillment_status: Order['fulfillmentStatus'];
  readonly return_status: Order['returnStatus'];
  readonly cancel_reason: CancelReason | null;
  readonly attention: string | null;
  readonly refunded_minor: string;
  readonly payment_url: string | null;
  readonly is_cancellable: boolean;
  readonly shortages: readonly Shortage[];
  readonly rejected_promotion: string | null;
  readonly history: readonly HistoryRow[];
  readonly subtotal_minor: string;
  readonly discount_minor: string;
  readonly tax_minor: string;
  readonly delivery: CheckoutDelivery | null;
  readonly billing_address: PostalAddress | null;
  readonly promotions: Placement['promotions'];
  readonly trace: Placement['trace'];
  readonly payment_provider: PaymentProviderName | null;
  readonly lines: readonly LineRow[];
}

interface LineRow {
  readonly variant_id: string;
  readonly product_id: string;
  readonly sku: string;
  readonly name: OrderLine['name'];
  readonly quantity: number;
  readonly unit_price_minor: string;
  readonly discounts: readonly AppliedDiscount[];
  readonly tax_category: LineTax['category'];
  readonly tax_rate_basis_points: number;
  readonly is_tax_included: boolean;
  readonly tax_minor: string;
  readonly total_minor: string;
}

interface HistoryRow {
  readonly event: HistoryEntry['event'];
  readonly at: string;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string | null;
  readonly reason: string | null;
  readonly status: HistoryEntry['status'];
  readonly payment_status: HistoryEntry['paymentStatus'];
  readonly fulfillment_status: HistoryEntry['fulfillmentStatus'];
  readonly return_status: HistoryEntry['returnStatus'];
  readonly version: number;
  readonly cancel_reason: CancelReason | null;
  readonly refunded_minor: string | number;
  readonly attention: string | null;
}

/**
 * Orders with lines and history in one statement, so that a list costs as many statements as one order: one. What changes
 * is read from the view; what was fixed at the placing from where it was written.
 */
export const SELECT_ORDERS = `
  SELECT o.id, o.order_number, o.customer_id, o.guest_token_hash, o.guest_token_expires_at, o.email, o.placed_at,
         o.total_minor, o.currency, v.version, v.changed_at, v.status, v.payment_status, v.fulfillment_status,
         v.return_status, v.cancel_reason, v.attention, v.refunded_minor, v.payment_url, v.is_cancellable, v.shortages,
         v.rejected_promotion, p.subtotal_minor, p.discount_minor, p.tax_minor, p.delivery, p.billing_address,
         p.promotions, p.trace, p.payment_provider,
         (SELECT json_agg(json_build_object(
                   'variant_id', l.variant_id, 'product_id', l.product_id, 'sku', l.sku, 'name', l.name, 'quantity', l.quantity,
                   'unit_price_minor', l.unit_price_minor::text, 'discounts', l.discounts, 'tax_category', l.tax_category,
                   'tax_rate_basis_points', l.tax_rate_basis_points, 'is_tax_included', l.is_tax_included,
                   'tax_minor', l.tax_minor::text, 'total_minor', l.total_minor::text) ORDER BY l.position)
            FROM order_line l WHERE l.order_id = o.id) AS lines,
         (SELECT json_agg(h ORDER BY h.entry) FROM order_history h WHERE h.order_id = o.id) AS history
    FROM order_view v
    JOIN orders o ON o.id = v.order_id
    JOIN order_placement p ON p.order_id = v.order_id
   WHERE v.generation = (SELECT live FROM order_view_generation)`;

export function toOrderView(row: OrderRow): OrderView {
  const amount = (minor: string): Money => money(BigInt(minor), row.currency);
  return {
    id: row.id,
    orderNumber: row.order_number,
    customerId: row.customer_id,
    guestAccess: guestAccessOf(row),
    email: row.email,
    placedAt: row.placed_at,
    changedAt: row.changed_at,
    version: row.version,
    status: row.status,
    paymentStatus: row.payment_status,
    fulfillmentStatus: row.fulfillment_status,
    returnStatus: row.return_status,
    cancelReason: row.cancel_reason,
    attention: row.attention,
    refunded: amount(row.refunded_minor),
    paymentUrl: row.payment_url,
    isCancellable: row.is_cancellable,
    shortages: row.shortages,
    rejectedPromotion: row.rejected_promotion,
    history: row.history.map((entry) => toHistoryEntry(entry, row.currency)),
    subtotal: amount(row.subtotal_minor),
    discountTotal: amount(row.discount_minor),
    taxTotal: amount(row.tax_minor),
    total: amount(row.total_minor),
    delivery: row.delivery,
    billingAddress: row.billing_address,
    promotions: row.promotions,
    trace: row.trace,
    paymentProvider: row.payment_provider,
    lines: row.lines.map((line) => toLine(line, amount)),
  };
}

function toHistoryEntry(row: HistoryRow, currency: string): HistoryEntry {
  return {
    event: row.event,
    at: new Date(row.at),
    actor: { kind: row.actor_kind, id: row.actor_id },
    reason: row.reason,
    status: row.status,
    paymentStatus: row.payment_status,
    fulfillmentStatus: row.fulfillment_status,
    returnStatus: row.return_status,
    version: row.version,
    cancelReason: row.cancel_reason,
    refunded: money(BigInt(row.refunded_minor), currency),
    attention: row.attention,
  };
}

function guestAccessOf({
  guest_token_hash: tokenHash,
  guest_token_expires_at: expiresAt,
}: OrderRow): Order['guestAccess'] {
  return tokenHash !== null && expiresAt !== null ? { tokenHash, expiresAt } : null;
}

function toLine(row: LineRow, amount: (minor: string) => Money): OrderLine {
  return {
    variantId: row.variant_id,
    productId: row.product_id,
    sku: row.sku,
    name: row.name,
    quantity: row.quantity,
    unitPrice: amount(row.unit_price_minor),
    discounts: row.discounts,
    tax: {
      category: row.tax_category,
      rateBasisPoints: row.tax_rate_basis_points,
      isIncluded: row.is_tax_included,
      amount: toJson(amount(row.tax_minor)),
    },
    total: amount(row.total_minor),
  };
}
