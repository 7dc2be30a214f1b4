import type { MessageType, ShopMessage } from '@tovar/contracts';

/** What other systems hear of one kind of message: only what they need to ask for the rest, and nothing personal. */
interface PublicEvent<Type extends MessageType = MessageType> {
  /** As integrators know it. */
  readonly type: string;
  readonly hears: Type;
  readonly describes: string;
  show(data: ShopMessage<Type>['data']): object;
}

function publicEvent<Type extends MessageType>(event: PublicEvent<Type>): PublicEvent<Type> {
  return event;
}

/** What endpoints can choose from. */
export const WEBHOOK_EVENTS: readonly PublicEvent[] = [
  publicEvent({
    type: 'order.placed',
    hears: 'order.placed.v1',
    describes: 'An order was placed; it is not paid yet.',
    show: ({ orderId, orderNumber, total, lines }) => ({
      orderId,
      orderNumber,
      total,
      lines: lines.map(({ variantId, productId, quantity }) => ({ variantId, productId, quantity })),
    }),
  }),
  publicEvent({
    type: 'order.paid',
    hears: 'order.paid.v1',
    describes: 'An order is paid.',
    show: ({ orderId, orderNumber, total }) => ({ orderId, orderNumber, total }),
  }),
  publicEvent({
    type: 'order.cancelled',
    hears: 'order.cancelled.v1',
    describes: 'An order was cancelled, by whom or why.',
    show: ({ orderId, orderNumber, reason }) => ({ orderId, orderNumber, reason }),
  }),
  publicEvent({
    type: 'order.refunded',
    hears: 'order.refunded.v1',
    describes: 'Money of an order went back to its buyer.',
    show: ({ orderId, orderNumber, amount }) => ({ orderId, orderNumber, amount }),
  }),
  publicEvent({
    type: 'shipment.shipped',
    hears: 'shipment.shipped.v1',
    describes: 'A parcel of an order has left.',
    show: ({ orderId, orderNumber, shipmentId, lines, carrier }) => ({
      orderId,
      orderNumber,
      shipmentId,
      lines,
      carrier,
    }),
  }),
  publicEvent({
    type: 'shipment.delivered',
    hears: 'shipment.delivered.v1',
    describes: 'A parcel of an order has arrived.',
    show: ({ orderId, orderNumber, shipmentId }) => ({ orderId, orderNumber, shipmentId }),
  }),
  publicEvent({
    type: 'product.changed',
    hears: 'product.changed.v1',
    describes: 'A product was created, edited, priced, published or taken back.',
    show: ({ productId, slug, version, isPublished, change }) => ({ productId, slug, version, isPublished, change }),
  }),
  publicEvent({
    type: 'product.availability-changed',
    hears: 'product.availability-changed.v1',
    describes: 'A variant is in stock again, or not any more.',
    show: ({ productId, variantId, isInStock }) => ({ productId, variantId, isInStock }),
  }),
];

/** Sent on demand, to whichever endpoint asks for it. */
export const TEST_EVENT = 'webhook.test';

export const WEBHOOK_EVENT_TYPES = WEBHOOK_EVENTS.map(({ type }) => type) as [string, ...string[]];

/** The messages that some event is made of. */
export const PUBLISHED = WEBHOOK_EVENTS.map(({ hears }) => hears) as [MessageType, ...MessageType[]];

/** A message as other systems are told of it; undefined for one that is nobody else's business. */
export function asWebhook(message: ShopMessage): { type: string; body: string } | undefined {
  const event = WEBHOOK_EVENTS.find(({ hears }) => hears === message.type);
  if (!event) return undefined;
  return { type: event.type, body: bodyOf(event.type, message.time, event.show(message.data)) };
}

/** The payload of Standard Webhooks, as the text that is signed. */
export function bodyOf(type: string, timestamp: string, data: object): string {
  return JSON.stringify({ type, timestamp, data });
}
