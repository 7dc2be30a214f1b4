import type { Order } from '../domain/order.ts';
import type { Actor, HistoryEntry } from '../domain/order-history.ts';
import type { OrderEntity } from './order.entity.ts';
import { toEntity } from './stored-order.ts';

/** An order's row as its statement answers it; PostgreSQL hands bigint over as text. */
export type OrderRow = Omit<OrderEntity, 'totalMinor'> & { readonly totalMinor: string };

/** An entry of the history. Rows are inserted and never changed: the service's role may not. */
export interface NewEntry {
  readonly orderId: string;
  readonly event: HistoryEntry['event'];
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  readonly actorId: string | null;
  readonly reason: string | null;
  readonly status: HistoryEntry['status'];
  readonly paymentStatus: Order['paymentStatus'];
  readonly fulfillmentStatus: Order['fulfillmentStatus'];
  readonly returnStatus: Order['returnStatus'];
  readonly version: number;
  readonly cancelReason: Order['cancelReason'];
  readonly refundedMinor: bigint;
  readonly attention: string | null;
}

export const NEXT_NUMBER = { name: 'orders.next-number', text: `SELECT nextval('order_number') AS number` };

export const LOCK = {
  name: 'orders.lock',
  text: `
    SELECT id, order_number AS "orderNumber", cart_id AS "cartId", customer_id AS "customerId",
           guest_token_hash AS "guestTokenHash", guest_token_expires_at AS "guestTokenExpiresAt", email,
           placed_at AS "placedAt", total_minor AS "totalMinor", currency, payment_id AS "paymentId", version,
           payment_status AS "paymentStatus", fulfillment_status AS "fulfillmentStatus", return_status AS "returnStatus",
           fulfillment_revision AS "fulfillmentRevision", is_cleared_for_shipping AS "isClearedForShipping",
           is_stock_held AS "isStockHeld", cancel_reason AS "cancelReason", refunds, attention, checkout,
           traceparent
      FROM orders WHERE id = $1 FOR UPDATE`,
};

/** Notes what `historyValue` says. */
export const HISTORY = `
  INSERT INTO order_history (order_id, event, at, actor_kind, actor_id, reason, status, payment_status, fulfillment_status,
    return_status, version, cancel_reason, refunded_minor, attention)
  SELECT h."orderId", h.event, h.at, h."actorKind", h."actorId", h.reason, h.status, h."paymentStatus", h."fulfillmentStatus",
         h."returnStatus", h.version, h."cancelReason", h."refundedMinor", h.attention
    FROM ROWS FROM (json_to_recordset($1::json) AS ("orderId" uuid, event text, at timestamptz, "actorKind" text, "actorId" uuid,
           reason text, status text, "paymentStatus" text, "fulfillmentStatus" text, "returnStatus" text, version integer,
           "cancelReason" text, "refundedMinor" bigint, attention text))
         WITH ORDINALITY AS h("orderId", event, at, "actorKind", "actorId", reason, status, "paymentStatus",
           "fulfillmentStatus", "returnStatus", version, "cancelReason", "refundedMinor", attention, place)
   ORDER BY h.place`;

/** What can change of an order, and what is noted of the change. */
export const SAVE = {
  name: 'orders.save',
  text: `
    WITH noted AS (${HISTORY})
    UPDATE orders SET version = $3, payment_status = $4, fulfillment_status = $5, return_status = $6, is_stock_held = $7,
           cancel_reason = $8, refunds = $9, attention = $10, checkout = $11, fulfillment_revision = $12,
           is_cleared_for_shipping = $13
     WHERE id = $2`,
};

/** What `HISTORY` takes. */
export function historyValue(entries: readonly NewEntry[]): string {
  return JSON.stringify(entries.map((entry) => ({ ...entry, refundedMinor: entry.refundedMinor.toString() })));
}

/** What `SAVE` takes. */
export function savedValues(order: Order, entries: readonly NewEntry[]): unknown[] {
  const { id, version, paymentStatus, fulfillmentStatus, returnStatus, ...row } = toEntity(order);
  const { isStockHeld, cancelReason, refunds, attention, checkout, fulfillmentRevision, isClearedForShipping } = row;
  const statuses = [paymentStatus, fulfillmentStatus, returnStatus];
  const rest = [isStockHeld, cancelReason, JSON.stringify(refunds), attention, JSON.stringify(checkout)];
  return [historyValue(entries), id, version, ...statuses, ...rest, fulfillmentRevision, isClearedForShipping];
}
