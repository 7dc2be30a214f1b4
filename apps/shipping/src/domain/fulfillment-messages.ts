import { money, type MessageData, type ShopEvent, toJson } from '@tovar/contracts';
import { type Fulfillment, fulfillmentStatusOf, returnStatusOf } from './fulfillment.ts';
import type { FulfillmentEvent } from './fulfillment-events.ts';
import { shipmentOf } from './parcel-decisions.ts';
import type { Shipment } from './shipment.ts';

/** What the other services are told of an event; `after` is how all stands behind it. */
export function messagesOf(after: Fulfillment, event: FulfillmentEvent, at: Date): ShopEvent[] {
  if (event.type === 'OrderGivenUp') return [];
  if (event.type === 'ShipmentOpened') return [changed(after.orderId, event.shipment)];
  if (!('shipmentId' in event)) return returnMessages(after, event, at);
  return [...parcelNews(after, event), changed(after.orderId, shipmentOf(after, event.shipmentId))];
}

type ParcelEvent = Extract<FulfillmentEvent, { readonly shipmentId: string }>;

/** What matters to others besides that something has changed. */
function parcelNews(after: Fulfillment, event: ParcelEvent): ShopEvent[] {
  const { orderId: subject, orderNumber, customerId } = after;
  const { type, shipmentId } = event;
  if (type === 'ShipmentShipped')
    return [{ type: 'shipment.shipped.v1', subject, data: parcel(after, shipmentId, event.at) }];
  if (type === 'ShipmentDelivered')
    return [{ type: 'shipment.delivered.v1', subject, data: parcel(after, shipmentId, event.at) }];
  if (type === 'ShipmentFailed') {
    const data = { ...parcel(after, shipmentId, event.at), reason: event.reason };
    return [{ type: 'shipment.failed.v1', subject, data }];
  }
  if (type !== 'ShipmentCancelled') return [];
  const data = { orderId: subject, orderNumber, customerId, shipmentId, reason: event.reason };
  return [{ type: 'shipment.cancelled.v1', subject, data }];
}

type ReturnEvent = Extract<FulfillmentEvent, { type: `Return${string}` }>;

function returnMessages(after: Fulfillment, event: ReturnEvent, at: Date): ShopEvent[] {
  const { orderId, orderNumber, customerId } = after;
  const returnId = event.type === 'ReturnRequested' ? event.request.id : event.returnId;
  const data = { orderId, orderNumber, customerId, returnId, at: at.toISOString(), fulfillment: standOf(after) };
  const request = after.returns.find(({ id }) => id === returnId);
  const subject = orderId;
  const refund = toJson(money(request?.refundMinor ?? 0n, after.currency));
  switch (event.type) {
    case 'ReturnRequested':
      return [{ type: 'return.requested.v1', subject, data }];
    case 'ReturnApproved':
      return [{ type: 'return.approved.v1', subject, data }];
    case 'ReturnRejected':
      return [{ type: 'return.rejected.v1', subject, data: { ...data, reason: event.reason } }];
    case 'ReturnCancelled':
      return [{ type: 'return.cancelled.v1', subject, data }];
    case 'ReturnReceived': {
      const lines = event.lines.map(({ variantId, restocked, damaged }) => ({ variantId, restocked, damaged }));
      return [{ type: 'return.received.v1', subject, data: { ...data, lines } }];
    }
    case 'ReturnRefundAsked': {
      const { refundId, askedBy } = event;
      const reason = `Return ${orderNumber}-R${request?.position ?? 0}`;
      const asked = { orderId, returnId, refundId, amount: refund, reason, askedBy };
      return [{ type: 'payment.return-refund-requested.v1', subject, data: asked }];
    }
    case 'ReturnRefunded':
      return [{ type: 'return.refunded.v1', subject, data: { ...data, amount: refund } }];
    case 'ReturnClosed':
      return [{ type: 'return.closed.v1', subject, data }];
    case 'ReturnRefundRefused':
      return [];
  }
}

function parcel(after: Fulfillment, id: string, at: Date): MessageData<'shipment.shipped.v1'> {
  const { orderId, orderNumber, customerId } = after;
  const { lines, carrier, trackingNumber } = shipmentOf(after, id);
  return {
    orderId,
    orderNumber,
    customerId,
    shipmentId: id,
    lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
    carrier,
    trackingNumber,
    at: at.toISOString(),
    fulfillment: standOf(after),
  };
}

function standOf(after: Fulfillment): MessageData<'shipment.shipped.v1'>['fulfillment'] {
  const { revision } = after;
  return { revision, fulfillmentStatus: fulfillmentStatusOf(after), returnStatus: returnStatusOf(after) };
}

function changed(orderId: string, { id: shipmentId, version }: Shipment): ShopEvent {
  return { type: 'shipment.changed.v1', subject: shipmentId, data: { orderId, shipmentId, version } };
}
