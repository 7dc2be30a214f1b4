import type { CarrierView } from './carrier.ts';
import type { Fulfillment } from './fulfillment.ts';
import type { FulfillmentEvent } from './fulfillment-events.ts';
import { shipmentOf, trackShipment } from './parcel-decisions.ts';
import type { Shipment, TrackingEvent } from './shipment.ts';

/** The parcel's number for people, and for the carrier: the order's and its own place in it. */
export function numberOf(
  { orderNumber }: Pick<Fulfillment, 'orderNumber'>,
  { position }: Pick<Shipment, 'position'>,
): string {
  return `${orderNumber}-${position}`;
}

/**
 * What a carrier's view of a parcel means for it; `news` is what of its tracking is not known yet. The same view again means
 * nothing.
 */
export function followCarrier(
  fulfillment: Fulfillment,
  shipmentId: string,
  view: CarrierView,
  { news, now }: { readonly news: readonly TrackingEvent[]; readonly now: Date },
): FulfillmentEvent[] {
  const shipment = shipmentOf(fulfillment, shipmentId);
  return [...bookingEvents(shipment, view, now), ...trackShipment(fulfillment, shipmentId, news)];
}

function bookingEvents({ id: shipmentId, booking }: Shipment, view: CarrierView, now: Date): FulfillmentEvent[] {
  const isOpen = booking === 'ASKED' || booking === 'ACCEPTED';
  if (!isOpen) return [];
  const { carrierRef, trackingNumber, reason = 'The carrier has refused the parcel.' } = view;
  if (view.booking === 'REFUSED') return [{ type: 'BookingRefused', shipmentId, reason }];
  if (view.booking === 'ACCEPTED')
    return booking === 'ACCEPTED' || carrierRef === null ? [] : [{ type: 'BookingAccepted', shipmentId, carrierRef }];
  return [
    { type: 'ShipmentBooked', shipmentId, carrierRef, trackingNumber: trackingNumber ?? '' },
    { type: 'ShipmentTracked', shipmentId, tracking: labelled(now) },
  ];
}

function labelled(at: Date): TrackingEvent {
  return { kind: 'LABEL_CREATED', isFinal: false, at, place: null, note: null, reference: 'label-created' };
}
