import { formatDecimal, type Money } from '@tovar/contracts';
import type { CancelReason, FulfillmentStatus, OrderStatus, PaymentStatus, ReturnStatus } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/** Who changed an order. `id` is the user's; a guest and the shop itself have none. */
export interface Actor {
  readonly kind: 'customer' | 'guest' | 'staff' | 'shop';
  readonly id: string | null;
}

export const ACTOR_KINDS = ['customer', 'guest', 'staff', 'shop'] as const satisfies readonly Actor['kind'][];

/** Nobody in person: an answer of another service, or a deadline. */
export const SHOP: Actor = { kind: 'shop', id: null };

/** The moving of the saga is no news of its own; what it means for the order is. */
export type HistoryEvent = Exclude<OrderEvent, { type: 'CheckoutMoved' }>;

export const HISTORY_EVENTS = [
  'OrderPlaced',
  'PromotionsRedeemed',
  'PromotionsReleased',
  'StockHeld',
  'StockReleased',
  'PaymentStarted',
  'PaymentCancelled',
  'PaymentCaptured',
  'PaymentFellShort',
  'OrderConfirmed',
  'OrderCancelled',
  'StockReleaseRequested',
  'PromotionReleaseRequested',
  'RefundRequested',
  'OrderRefunded',
  'ShippingCleared',
  'ParcelShipped',
  'ParcelDelivered',
  'ParcelFailed',
  'ReturnMoved',
  'AttentionNeeded',
  'AttentionCleared',
  'CheckoutResumed',
] as const satisfies readonly HistoryEvent['type'][];

/** One change of an order, and how the order was behind it. Written once, never changed. */
export interface HistoryEntry {
  readonly event: HistoryEvent['type'];
  readonly at: Date;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
  readonly returnStatus: ReturnStatus;
  /** The rest of what may have changed: with it an order can be shown as it was. */
  readonly version: number;
  readonly cancelReason: CancelReason | null;
  readonly refunded: Money;
  readonly attention: string | null;
}

/** Why it happened, or what it was about; null when the event says it all. */
export function reasonOf(event: HistoryEvent): string | null {
  if (event.type === 'OrderCancelled') return event.note ? `${event.reason}: ${event.note}` : event.reason;
  if ('reason' in event) return event.reason;
  if ('amount' in event) return `${formatDecimal(event.amount)} ${event.amount.currency}`;
  return null;
}
