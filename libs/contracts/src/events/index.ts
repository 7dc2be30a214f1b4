import type { z } from 'zod';
import { accountsEvents } from './accounts.events.ts';
import { activityEvents } from './activity.events.ts';
import { auditEvents } from './audit.events.ts';
import { pricingEvents, promotionEvents } from './cart.events.ts';
import { categoryEvents, productEvents, stockEvents } from './catalog.events.ts';
import { notificationEvents } from './notifications.events.ts';
import { orderEvents } from './orders.events.ts';
import { paymentEvents } from './payments.events.ts';
import { reviewEvents } from './reviews.events.ts';
import { returnEvents, shipmentEvents } from './shipping.events.ts';

/** Every message of the shop by its type. A message that is not here is refused by producers and consumers alike. */
export const messages = {
  ...accountsEvents,
  ...activityEvents,
  ...auditEvents,
  ...productEvents,
  ...categoryEvents,
  ...stockEvents,
  ...promotionEvents,
  ...pricingEvents,
  ...orderEvents,
  ...paymentEvents,
  ...reviewEvents,
  ...notificationEvents,
  ...shipmentEvents,
  ...returnEvents,
} as const;

export type MessageType = keyof typeof messages;

/** The data of a message type. */
export type MessageData<Type extends MessageType> = z.output<(typeof messages)[Type]>;

/** A message as a producer hands it to the outbox. */
export type ShopEvent<Type extends MessageType = MessageType> = {
  [Each in Type]: { readonly type: Each; readonly subject: string; readonly data: MessageData<Each> };
}[Type];

/** A message as a consumer gets it. */
export type ShopMessage<Type extends MessageType = MessageType> = ShopEvent<Type> & {
  readonly id: string;
  readonly source: string;
  readonly time: string;
  readonly sequence: string;
};
