import type { Told } from './checkout.saga.ts';
import type { Order } from './order.ts';
import { OrderNotShippable } from './order.errors.ts';
import type { OrderEvent } from './order-events.ts';

/** What shipping says of parcels, and of goods that come back. */
export type FulfillmentMessage = Told<
  | 'shipment.shipped.v1'
  | 'shipment.delivered.v1'
  | 'shipment.failed.v1'
  | 'return.requested.v1'
  | 'return.approved.v1'
  | 'return.rejected.v1'
  | 'return.cancelled.v1'
  | 'return.received.v1'
  | 'return.refunded.v1'
  | 'return.closed.v1'
>;

/** What it means for an order. One that is known already, or older than what is known, decides nothing. */
export function followFulfillment(order: Order, message: FulfillmentMessage): OrderEvent[] {
  const { revision, fulfillmentStatus, returnStatus } = message.data.fulfillment;
  if (revision <= order.fulfillmentRevision) return [];
  const status = { fulfillmentStatus, returnStatus, fulfillmentRevision: revision };
  if (message.type === 'shipment.shipped.v1')
    return [{ type: 'ParcelShipped', reason: parcelOf(message.data), ...status }];
  if (message.type === 'shipment.delivered.v1')
    return [{ type: 'ParcelDelivered', reason: parcelOf(message.data), ...status }];
  if (message.type !== 'shipment.failed.v1')
    return [{ type: 'ReturnMoved', reason: message.type.split('.')[1] ?? '', ...status }];
  const reason = `${parcelOf(message.data)}: ${message.data.reason}`;
  return [
    { type: 'ParcelFailed', reason, ...status },
    { type: 'AttentionNeeded', reason: 'A parcel will not arrive.' },
  ];
}

/**
 * Shipping asks whether it may send the order: only what is paid, has its stock and is not given up. Asking twice is fine.
 * Throws `OrderNotShippable`.
 */
export function clearForShipping(order: Order): OrderEvent[] {
  const { cancelReason, paymentStatus, checkout } = order;
  const isPaid = paymentStatus === 'PAID' || paymentStatus === 'PARTIALLY_REFUNDED';
  if (cancelReason) throw new OrderNotShippable(order.id, 'it is cancelled');
  if (!isPaid) throw new OrderNotShippable(order.id, 'it is not paid');
  if (checkout.steps['allocate stock']?.phase !== 'done')
    throw new OrderNotShippable(order.id, 'its stock is not held');
  return order.isClearedForShipping ? [] : [{ type: 'ShippingCleared' }];
}

function parcelOf({ carrier, trackingNumber }: { carrier: string; trackingNumber: string | null }): string {
  return trackingNumber === null ? carrier : `${carrier} ${trackingNumber}`;
}
