import type { CarrierView } from '../../domain/carrier.ts';
import type { TrackingEvent, TrackingKind } from '../../domain/shipment.ts';
import type { OrderAnswer } from './cdek-answers.ts';

type CdekStatus = OrderAnswer['entity']['statuses'][number];

/** What CDEK's statuses mean for a parcel's way; the others tell nothing of it, or nothing that is known yet. */
const KINDS: Readonly<Record<string, TrackingKind>> = {
  RECEIVED_AT_SHIPMENT_WAREHOUSE: 'IN_TRANSIT',
  READY_FOR_SHIPMENT_IN_SENDER_CITY: 'IN_TRANSIT',
  RETURNED_TO_SENDER_CITY_WAREHOUSE: 'IN_TRANSIT',
  TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY: 'IN_TRANSIT',
  SENT_TO_TRANSIT_CITY: 'IN_TRANSIT',
  ACCEPTED_IN_TRANSIT_CITY: 'IN_TRANSIT',
  ACCEPTED_AT_TRANSIT_WAREHOUSE: 'IN_TRANSIT',
  RETURNED_TO_TRANSIT_WAREHOUSE: 'IN_TRANSIT',
  READY_FOR_SHIPMENT_IN_TRANSIT_CITY: 'IN_TRANSIT',
  TAKEN_BY_TRANSPORTER_FROM_TRANSIT_CITY: 'IN_TRANSIT',
  SENT_TO_SENDER_CITY: 'IN_TRANSIT',
  SENT_TO_RECIPIENT_CITY: 'IN_TRANSIT',
  ACCEPTED_IN_SENDER_CITY: 'IN_TRANSIT',
  ACCEPTED_IN_RECIPIENT_CITY: 'IN_TRANSIT',
  ACCEPTED_AT_RECIPIENT_CITY_WAREHOUSE: 'IN_TRANSIT',
  RETURNED_TO_RECIPIENT_CITY_WAREHOUSE: 'IN_TRANSIT',
  ACCEPTED_AT_PICK_UP_POINT: 'OUT_FOR_DELIVERY',
  POSTOMAT_POSTED: 'OUT_FOR_DELIVERY',
  TAKEN_BY_COURIER: 'OUT_FOR_DELIVERY',
  DELIVERED: 'DELIVERED',
  POSTOMAT_RECEIVED: 'DELIVERED',
  NOT_DELIVERED: 'EXCEPTION',
  POSTOMAT_SEIZED: 'EXCEPTION',
  REMOVED: 'EXCEPTION',
};

/** After it CDEK brings the parcel back. */
const FINAL = 'NOT_DELIVERED';

/** Looked at and found to be no order: it is not in CDEK's books. */
export function isInvalid({ entity, requests }: OrderAnswer): boolean {
  const wasRefused = requests.some(({ type, state }) => type === 'CREATE' && state === 'INVALID');
  return entity.cdek_number === undefined && (wasRefused || entity.statuses.some(({ code }) => code === 'INVALID'));
}

/** How a parcel stands, as CDEK has it. */
export function carrierView(order: OrderAnswer): CarrierView {
  const { uuid: carrierRef, cdek_number: trackingNumber, statuses } = order.entity;
  const news = statuses.flatMap(newsIn);
  if (isInvalid(order)) return { carrierRef, booking: 'REFUSED', reason: reasonIn(order), news };
  if (trackingNumber === undefined) return { carrierRef, booking: 'ACCEPTED', news };
  return { carrierRef, booking: 'BOOKED', trackingNumber, news };
}

function newsIn({ code, name, date_time: at, city }: CdekStatus): TrackingEvent[] {
  const kind = KINDS[code];
  if (!kind) return [];
  const reference = `${code}:${at.toISOString()}`;
  return [{ kind, isFinal: code === FINAL, at, place: city ?? null, note: name || null, reference }];
}

function reasonIn({ requests }: OrderAnswer): string {
  const reasons = requests.flatMap(({ errors }) => errors ?? []).map(({ code, message }) => message || code);
  return reasons.length > 0 ? reasons.join('; ') : 'CDEK has found the order invalid.';
}
