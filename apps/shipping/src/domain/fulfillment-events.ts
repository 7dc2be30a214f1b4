import type { Fulfillment } from './fulfillment.ts';
import type { Return, ReturnLine } from './return.ts';
import type { ParcelLine, Shipment, TrackingEvent } from './shipment.ts';

interface OfShipment {
  readonly shipmentId: string;
}
interface OfReturn {
  readonly returnId: string;
}

/** What decisions decide; each is an entry of the history. */
export type FulfillmentEvent =
  | { readonly type: 'ShipmentOpened'; readonly shipment: Shipment }
  /** A part of it goes in another parcel. */
  | ({ readonly type: 'ShipmentReduced'; readonly lines: readonly ParcelLine[] } & OfShipment)
  /** It is packed, and the carrier is to take it into its books. */
  | ({ readonly type: 'ShipmentPacked'; readonly weightGrams: number } & OfShipment)
  /** The carrier will look at it. */
  | ({ readonly type: 'BookingAccepted'; readonly carrierRef: string } & OfShipment)
  | ({
      readonly type: 'ShipmentBooked';
      readonly carrierRef: string | null;
      readonly trackingNumber: string;
    } & OfShipment)
  | ({ readonly type: 'BookingRefused'; readonly reason: string } & OfShipment)
  | ({ readonly type: 'ShipmentShipped'; readonly at: Date; readonly trackingNumber: string | null } & OfShipment)
  | ({ readonly type: 'ShipmentDelivered'; readonly at: Date } & OfShipment)
  | ({ readonly type: 'ShipmentFailed'; readonly at: Date; readonly reason: string } & OfShipment)
  | ({ readonly type: 'ShipmentCancelled'; readonly reason: string } & OfShipment)
  | ({ readonly type: 'ShipmentTracked'; readonly tracking: TrackingEvent } & OfShipment)
  | { readonly type: 'OrderGivenUp' }
  | { readonly type: 'ReturnRequested'; readonly request: Return }
  | ({ readonly type: 'ReturnApproved'; readonly note: string | null } & OfReturn)
  | ({ readonly type: 'ReturnRejected'; readonly reason: string } & OfReturn)
  | ({ readonly type: 'ReturnCancelled' } & OfReturn)
  | ({
      readonly type: 'ReturnReceived';
      readonly lines: readonly ReturnLine[];
      readonly refundMinor: bigint;
    } & OfReturn)
  /** Payments is asked to give the money back, in the name of whoever has received the goods. */
  | ({ readonly type: 'ReturnRefundAsked'; readonly refundId: string; readonly askedBy: string } & OfReturn)
  | ({ readonly type: 'ReturnRefundRefused'; readonly reason: string } & OfReturn)
  | ({ readonly type: 'ReturnRefunded' } & OfReturn)
  | ({ readonly type: 'ReturnClosed' } & OfReturn);

/** The fulfilment after an event. */
export function evolve(fulfillment: Fulfillment, event: FulfillmentEvent): Fulfillment {
  const next = { ...fulfillment, revision: fulfillment.revision + 1 };
  if (event.type === 'OrderGivenUp') return { ...next, isGivenUp: true };
  if (event.type === 'ShipmentOpened') return { ...next, shipments: [...next.shipments, event.shipment] };
  if (event.type === 'ReturnRequested') return { ...next, returns: [...next.returns, event.request] };
  if ('shipmentId' in event)
    return { ...next, shipments: next.shipments.map((shipment) => ofShipment(shipment, event)) };
  return { ...next, returns: next.returns.map((request) => ofReturn(request, event)) };
}

function ofShipment(shipment: Shipment, event: Extract<FulfillmentEvent, OfShipment>): Shipment {
  if (shipment.id !== event.shipmentId) return shipment;
  return { ...shipment, ...shipmentChange(shipment, event), version: shipment.version + 1 };
}

function shipmentChange(shipment: Shipment, event: Extract<FulfillmentEvent, OfShipment>): Partial<Shipment> {
  switch (event.type) {
    case 'ShipmentReduced':
      return { lines: event.lines };
    case 'ShipmentPacked':
      return { weightGrams: event.weightGrams, booking: 'ASKED', problem: null };
    case 'BookingAccepted':
      return { booking: 'ACCEPTED', carrierRef: event.carrierRef };
    case 'ShipmentBooked':
      return { booking: 'BOOKED', carrierRef: event.carrierRef, trackingNumber: event.trackingNumber, problem: null };
    case 'BookingRefused':
      return { booking: 'REFUSED', carrierRef: null, problem: event.reason };
    case 'ShipmentShipped':
      return { status: 'SHIPPED', shippedAt: event.at, trackingNumber: event.trackingNumber };
    case 'ShipmentDelivered':
      return { status: 'DELIVERED', deliveredAt: event.at, problem: null };
    case 'ShipmentFailed':
      return { status: 'FAILED', problem: event.reason };
    case 'ShipmentCancelled':
      return { status: 'CANCELLED' };
    case 'ShipmentTracked':
      return event.tracking.kind === 'EXCEPTION' ? { problem: event.tracking.note ?? shipment.problem } : {};
  }
}

function ofReturn(request: Return, event: Extract<FulfillmentEvent, OfReturn>): Return {
  if (request.id !== event.returnId) return request;
  return { ...request, ...returnChange(event), version: request.version + 1 };
}

function returnChange(event: Extract<FulfillmentEvent, OfReturn>): Partial<Return> {
  switch (event.type) {
    case 'ReturnApproved':
      return { status: 'APPROVED', note: event.note };
    case 'ReturnRejected':
      return { status: 'REJECTED', note: event.reason };
    case 'ReturnCancelled':
      return { status: 'CANCELLED' };
    case 'ReturnReceived':
      return { status: 'RECEIVED', lines: event.lines, refundMinor: event.refundMinor };
    case 'ReturnRefundAsked':
      return { refundId: event.refundId, problem: null };
    case 'ReturnRefundRefused':
      return { problem: event.reason };
    case 'ReturnRefunded':
      return { status: 'REFUNDED', problem: null };
    case 'ReturnClosed':
      return { status: 'CLOSED' };
  }
}
