import { money } from '@tovar/contracts';
import type { CheckoutState } from '../domain/checkout.saga.ts';
import type { Order, OrderLine } from '../domain/order.ts';
import type { Actor, HistoryEntry } from '../domain/order-history.ts';

/** An order with all that is shown of it. */
export interface OrderView extends Order {
  readonly lines: readonly OrderLine[];
  readonly history: readonly HistoryEntry[];
}

/** As `SELECT` gives it: names as in the database, amounts as text, lines and history as JSON. */
export interface OrderRow {
  readonly id: string;
  readonly order_number: string;
  readonly cart_id: string;
  readonly customer_id: string | null;
  readonly guest_token_hash: string | null;
  readonly guest_token_expires_at: Date | null;
  readonly email: string | null;
  readonly placed_at: Date;
  readonly total_minor: string;
  readonly currency: string;
  readonly payment_id: string;
  readonly version: number;
  readonly payment_status: Order['paymentStatus'];
  readonly fulfillment_status: Order['fulfillmentStatus'];
  readonly return_status: Order['returnStatus'];
  readonly is_stock_held: boolean;
  readonly cancel_reason: Order['cancelReason'];
  readonly refunds: readonly { readonly refundId: string; readonly amountMinor: string }[];
  readonly attention: string | null;
  readonly checkout: CheckoutState;
  readonly lines: readonly LineRow[];
  readonly history: readonly HistoryRow[];
}

interface LineRow {
  readonly variant_id: string;
  readonly product_id: string;
  readonly sku: string;
  readonly name: OrderLine['name'];
  readonly quantity: number;
  readonly unit_price_minor: string;
  readonly total_minor: string;
}

export interface HistoryRow {
  readonly event: HistoryEntry['event'];
  readonly at: string | Date;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string | null;
  readonly reason: string | null;
  readonly status: HistoryEntry['status'];
  readonly payment_status: HistoryEntry['paymentStatus'];
  readonly fulfillment_status: HistoryEntry['fulfillmentStatus'];
  readonly return_status: HistoryEntry['returnStatus'];
}

/** Orders with lines and history in one statement, so that a list costs as many statements as one order: one. */
export const SELECT_ORDERS = `
  SELECT o.*,
         (SELECT json_agg(json_build_object(
                   'variant_id', l.variant_id, 'product_id', l.product_id, 'sku', l.sku, 'name', l.name, 'quantity', l.quantity,
                   'unit_price_minor', l.unit_price_minor::text, 'total_minor', l.total_minor::text) ORDER BY l.position)
            FROM order_line l WHERE l.order_id = o.id) AS lines,
         (SELECT json_agg(h ORDER BY h.entry) FROM order_history h WHERE h.order_id = o.id) AS history
    FROM orders o`;

export function toOrderView(row: OrderRow): OrderView {
  const { currency } = row;
  return {
    id: row.id,
    orderNumber: row.order_number,
    cartId: row.cart_id,
    customerId: row.customer_id,
    guestAccess: guestAccessOf(row),
    email: row.email,
    placedAt: row.placed_at,
    total: money(BigInt(row.total_minor), currency),
    paymentId: row.payment_id,
    version: row.version,
    paymentStatus: row.payment_status,
    fulfillmentStatus: row.fulfillment_status,
    returnStatus: row.return_status,
    isStockHeld: row.is_stock_held,
    cancelReason: row.cancel_reason,
    refunds: row.refunds.map(({ refundId, amountMinor }) => ({
      refundId,
      amount: money(BigInt(amountMinor), currency),
    })),
    attention: row.attention,
    checkout: row.checkout,
    lines: row.lines.map((line) => toLine(line, currency)),
    history: row.history.map(toHistoryEntry),
  };
}

export function toHistoryEntry(row: HistoryRow): HistoryEntry {
  return {
    event: row.event,
    at: new Date(row.at),
    actor: { kind: row.actor_kind, id: row.actor_id },
    reason: row.reason,
    status: row.status,
    paymentStatus: row.payment_status,
    fulfillmentStatus: row.fulfillment_status,
    returnStatus: row.return_status,
  };
}

function guestAccessOf({
  guest_token_hash: tokenHash,
  guest_token_expires_at: expiresAt,
}: OrderRow): Order['guestAccess'] {
  return tokenHash !== null && expiresAt !== null ? { tokenHash, expiresAt } : null;
}

function toLine(row: LineRow, currency: string): OrderLine {
  return {
    variantId: row.variant_id,
    productId: row.product_id,
    sku: row.sku,
    name: row.name,
    quantity: row.quantity,
    unitPrice: money(BigInt(row.unit_price_minor), currency),
    total: money(BigInt(row.total_minor), currency),
  };
}
