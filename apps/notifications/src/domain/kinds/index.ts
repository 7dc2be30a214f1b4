import type { MessageType } from '@tovar/contracts';
import type { NotificationKind } from '../kind.ts';
import { backInStock } from './back-in-stock.ts';
import { commentAnswered } from './comment-answered.ts';
import { commentLiked } from './comment-liked.ts';
import { newSession } from './new-session.ts';
import { orderCancelled } from './order-cancelled.ts';
import { orderPaid } from './order-paid.ts';
import { orderRefunded } from './order-refunded.ts';
import { paymentDeclined } from './payment-declined.ts';
import { priceDrop } from './price-drop.ts';
import { returnApproved } from './return-approved.ts';
import { returnRejected } from './return-rejected.ts';
import { reviewAnswered } from './review-answered.ts';
import { reviewCommented } from './review-commented.ts';
import { reviewLiked } from './review-liked.ts';
import { shipmentDelivered } from './shipment-delivered.ts';
import { shipmentShipped } from './shipment-shipped.ts';

/** Everything that people are told of. */
export const KINDS: readonly NotificationKind[] = [
  orderPaid,
  orderCancelled,
  paymentDeclined,
  orderRefunded,
  shipmentShipped,
  shipmentDelivered,
  returnApproved,
  returnRejected,
  reviewAnswered,
  reviewCommented,
  commentAnswered,
  reviewLiked,
  commentLiked,
  priceDrop,
  backInStock,
  newSession,
];

/** The messages that some kind hears, each once. */
export const HEARD = [...new Set(KINDS.map(({ hears }) => hears))] as [MessageType, ...MessageType[]];

/** A kind by its stored name; undefined for one that has been given up since. */
export function kindNamed(name: string): NotificationKind | undefined {
  return KINDS.find((kind) => kind.name === name);
}
