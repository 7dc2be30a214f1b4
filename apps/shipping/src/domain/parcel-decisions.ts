import { NotFound, VersionConflict } from '@tovar/platform';
import { countsOf, type Fulfillment } from './fulfillment.ts';
import type { FulfillmentEvent } from './fulfillment-events.ts';
import {
  BookingUnderWay,
  NothingToSend,
  NotInParcel,
  ShipmentNotPending,
  ShipmentNotShipped,
} from './parcel.errors.ts';
import { hasLeft, type ParcelLine, type Shipment, statusAfter, type TrackingEvent } from './shipment.ts';

/** What a new parcel is known by; made outside, so that decisions stay pure. */
export interface NewParcel {
  readonly id: string;
  readonly trackingToken: string;
  readonly now: Date;
}

/** Which parcel, and as it was when whoever decides has read it. */
export interface AboutParcel {
  readonly shipmentId: string;
  readonly expectedVersion?: number;
}

/** What leaves of a parcel: the lines that are named, or all of it. The rest waits in a parcel of its own. */
export interface Part extends AboutParcel {
  readonly lines?: readonly ParcelLine[];
  readonly rest: NewParcel;
}

/** A parcel for lines that are in no other. Throws `NothingToSend`. */
export function openShipment(
  fulfillment: Fulfillment,
  parcel: NewParcel,
  wanted?: readonly ParcelLine[],
): FulfillmentEvent[] {
  const left = unpacked(fulfillment);
  const lines = wanted ?? left;
  if (lines.length === 0 || fulfillment.isGivenUp || !fits(lines, left)) throw new NothingToSend(fulfillment.orderId);
  return [{ type: 'ShipmentOpened', shipment: newShipment(fulfillment, parcel, lines) }];
}

/** The parcel is packed: its carrier is asked to take it into its books. Throws `ShipmentNotPending`, `NotInParcel`. */
export function packShipment(
  fulfillment: Fulfillment,
  { weightGrams, ...part }: Part & { readonly weightGrams: number },
): FulfillmentEvent[] {
  const shipment = requirePending(fulfillment, part);
  if (shipment.booking === 'ASKED' || shipment.booking === 'ACCEPTED') throw new BookingUnderWay(shipment.id);
  if (shipment.booking === 'BOOKED') return [];
  return [...split(fulfillment, shipment, part), { type: 'ShipmentPacked', shipmentId: shipment.id, weightGrams }];
}

/** It has left the shop. What has left already stays as it is. Throws `ShipmentNotPending`, `NotInParcel`, `BookingUnderWay`. */
export function shipShipment(
  fulfillment: Fulfillment,
  { trackingNumber, at, ...part }: Part & { readonly trackingNumber: string | null; readonly at: Date },
): FulfillmentEvent[] {
  const shipment = shipmentOf(fulfillment, part.shipmentId);
  if (hasLeft(shipment)) return [];
  requirePending(fulfillment, part);
  if (shipment.booking === 'ASKED' || shipment.booking === 'ACCEPTED') throw new BookingUnderWay(shipment.id);
  const { id: shipmentId } = shipment;
  return [
    ...split(fulfillment, shipment, part),
    { type: 'ShipmentShipped', shipmentId, at, trackingNumber: trackingNumber ?? shipment.trackingNumber },
    { type: 'ShipmentTracked', shipmentId, tracking: handedOver(at) },
  ];
}

/** It is not sent after all; what is in it can go in another one. Throws `ShipmentNotPending`. */
export function cancelShipment(
  fulfillment: Fulfillment,
  { reason, ...about }: AboutParcel & { readonly reason: string },
): FulfillmentEvent[] {
  const { id: shipmentId, status } = shipmentOf(fulfillment, about.shipmentId);
  if (status === 'CANCELLED') return [];
  requirePending(fulfillment, about);
  return [{ type: 'ShipmentCancelled', shipmentId, reason }];
}

/**
 * News of a parcel's way, from its carrier or from staff, in any order: each is kept, and the parcel stands where all of them
 * together say. Whoever calls leaves out what is known already.
 */
export function trackShipment(
  fulfillment: Fulfillment,
  shipmentId: string,
  news: readonly TrackingEvent[],
): FulfillmentEvent[] {
  const shipment = shipmentOf(fulfillment, shipmentId);
  const events: FulfillmentEvent[] = [];
  let { status } = shipment;
  for (const tracking of news.toSorted((left, right) => left.at.getTime() - right.at.getTime())) {
    const next = statusAfter(status, tracking);
    if (next !== status) events.push(...moved({ ...shipment, status }, next, tracking));
    status = next;
    events.push({ type: 'ShipmentTracked', shipmentId, tracking });
  }
  return events;
}

/** What staff have heard of a parcel that has left. Throws `ShipmentNotShipped`: what has not been sent is not anywhere. */
export function tellOfShipment(
  fulfillment: Fulfillment,
  shipmentId: string,
  tracking: TrackingEvent,
): FulfillmentEvent[] {
  const { status } = shipmentOf(fulfillment, shipmentId);
  if (status === 'PENDING' || status === 'CANCELLED') throw new ShipmentNotShipped(shipmentId, status);
  return trackShipment(fulfillment, shipmentId, [tracking]);
}

/** The order was cancelled: what waits is not sent. */
export function giveUp(fulfillment: Fulfillment): FulfillmentEvent[] {
  if (fulfillment.isGivenUp) return [];
  const waiting = fulfillment.shipments.filter(({ status }) => status === 'PENDING');
  return [
    { type: 'OrderGivenUp' },
    ...waiting.map(({ id: shipmentId }) => {
      return { type: 'ShipmentCancelled', shipmentId, reason: 'The order was cancelled.' } as const;
    }),
  ];
}

/** Throws `NotFound`. */
export function shipmentOf({ shipments }: Pick<Fulfillment, 'shipments'>, shipmentId: string): Shipment {
  const shipment = shipments.find(({ id }) => id === shipmentId);
  if (!shipment) throw new NotFound('The shipment');
  return shipment;
}

function newShipment(
  { shipments, method }: Pick<Fulfillment, 'shipments' | 'method'>,
  { id, trackingToken, now }: NewParcel,
  lines: readonly ParcelLine[],
): Shipment {
  return {
    id,
    position: shipments.length + 1,
    status: 'PENDING',
    lines,
    carrier: method.carrier,
    booking: 'NONE',
    carrierRef: null,
    trackingNumber: null,
    trackingToken,
    weightGrams: null,
    problem: null,
    openedAt: now,
    shippedAt: null,
    deliveredAt: null,
    version: 1,
  };
}

/** What is in no parcel. */
function unpacked(fulfillment: Fulfillment): ParcelLine[] {
  return fulfillment.lines
    .map(({ variantId, quantity }) => ({ variantId, quantity: quantity - countsOf(fulfillment, variantId).packed }))
    .filter(({ quantity }) => quantity > 0);
}

/** Some of a parcel's lines go on their own; the rest becomes a parcel that waits. */
function split(fulfillment: Fulfillment, shipment: Shipment, { lines, rest }: Part): FulfillmentEvent[] {
  if (!lines) return [];
  if (!fits(lines, shipment.lines)) throw new NotInParcel(shipment.id);
  const left = without(shipment.lines, lines);
  if (left.length === 0) return [];
  if (shipment.booking === 'BOOKED') throw new ShipmentNotPending(shipment.id, 'BOOKED');
  return [
    { type: 'ShipmentReduced', shipmentId: shipment.id, lines },
    { type: 'ShipmentOpened', shipment: newShipment(fulfillment, rest, left) },
  ];
}

function fits(wanted: readonly ParcelLine[], available: readonly ParcelLine[]): boolean {
  const isOnce = new Set(wanted.map(({ variantId }) => variantId)).size === wanted.length;
  return isOnce && wanted.every((line) => line.quantity > 0 && line.quantity <= quantityIn(available, line.variantId));
}

function without(lines: readonly ParcelLine[], taken: readonly ParcelLine[]): ParcelLine[] {
  return lines
    .map(({ variantId, quantity }) => ({ variantId, quantity: quantity - quantityIn(taken, variantId) }))
    .filter(({ quantity }) => quantity > 0);
}

function quantityIn(lines: readonly ParcelLine[], variantId: string): number {
  return lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
}

function requirePending(fulfillment: Fulfillment, { shipmentId, expectedVersion }: AboutParcel): Shipment {
  const shipment = shipmentOf(fulfillment, shipmentId);
  if (expectedVersion !== undefined && expectedVersion !== shipment.version)
    throw new VersionConflict('The shipment', shipment.version);
  if (shipment.status !== 'PENDING') throw new ShipmentNotPending(shipmentId, shipment.status);
  return shipment;
}

function moved(shipment: Shipment, next: Shipment['status'], { at, note }: TrackingEvent): FulfillmentEvent[] {
  const { id: shipmentId, trackingNumber } = shipment;
  const left: FulfillmentEvent[] = hasLeft(shipment)
    ? []
    : [{ type: 'ShipmentShipped', shipmentId, at, trackingNumber }];
  if (next === 'DELIVERED') return [...left, { type: 'ShipmentDelivered', shipmentId, at }];
  if (next === 'FAILED') return [...left, { type: 'ShipmentFailed', shipmentId, at, reason: note ?? 'Not delivered.' }];
  return left;
}

function handedOver(at: Date): TrackingEvent {
  return { kind: 'IN_TRANSIT', isFinal: false, at, place: null, note: null, reference: 'handed-over' };
}
