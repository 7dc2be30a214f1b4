import type { ShopMessage } from '@tovar/contracts';

/** The messages that projections are folded from. */
export const HEARD = [
  'order.placed.v1',
  'order.payment-started.v1',
  'order.paid.v1',
  'order.cancelled.v1',
  'order.refunded.v1',
  'review.changed.v1',
  'product.rated.v1',
  'activity.shown.v1',
  'cart.created.v1',
] as const;

/** What a projection needs to know of a message. */
export type HeardMessage = {
  [Type in (typeof HEARD)[number]]: Pick<ShopMessage<Type>, 'id' | 'type' | 'subject' | 'time' | 'sequence' | 'data'>;
}[(typeof HEARD)[number]];

export type OrderMessage = Extract<HeardMessage, { type: `order.${string}` }>;
