/** Where a parcel stands. */
export const SHIPMENT_STATUSES = ['PENDING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'FAILED'] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** How far the carrier has taken it into its books: asked for, accepted to be looked at, in them, or refused. */
export const BOOKINGS = ['NONE', 'ASKED', 'ACCEPTED', 'BOOKED', 'REFUSED'] as const;
export type Booking = (typeof BOOKINGS)[number];

/** What can be told of a parcel's way. */
export const TRACKING_KINDS = ['LABEL_CREATED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION'] as const;
export type TrackingKind = (typeof TRACKING_KINDS)[number];

/** So many of a variant. */
export interface ParcelLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** One parcel of an order. */
export interface Shipment {
  readonly id: string;
  /** 1 for the order's first; the parcel's number is made of the order's and this one. */
  readonly position: number;
  readonly status: ShipmentStatus;
  readonly lines: readonly ParcelLine[];
  readonly carrier: string;
  readonly booking: Booking;
  /** The carrier's own id of it. */
  readonly carrierRef: string | null;
  readonly trackingNumber: string | null;
  /** 256 random bits: whoever has it may follow the parcel. */
  readonly trackingToken: string;
  /** As it was weighed when it was packed. */
  readonly weightGrams: number | null;
  /** What staff have to look at. */
  readonly problem: string | null;
  readonly openedAt: Date;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly version: number;
}

/** One step of a parcel's way. */
export interface TrackingEvent {
  readonly kind: TrackingKind;
  /** An exception that is the end: it will not arrive. */
  readonly isFinal: boolean;
  /** When it happened, in the words of whoever tells. */
  readonly at: Date;
  readonly place: string | null;
  readonly note: string | null;
  /** What it is known by when it is told again, unique in its shipment. */
  readonly reference: string;
}

const RANK: Readonly<Record<ShipmentStatus, number>> = {
  PENDING: 0,
  SHIPPED: 1,
  FAILED: 2,
  DELIVERED: 3,
  CANCELLED: 4,
};

/**
 * Where a parcel stands once this is known, too. News repeats and comes late, so the result is the same for any order and
 * any repetition of it. A parcel that was cancelled stays so.
 */
export function statusAfter(status: ShipmentStatus, news: Pick<TrackingEvent, 'kind' | 'isFinal'>): ShipmentStatus {
  const said = saidBy(news);
  return RANK[said] > RANK[status] ? said : status;
}

function saidBy({ kind, isFinal }: Pick<TrackingEvent, 'kind' | 'isFinal'>): ShipmentStatus {
  if (kind === 'DELIVERED') return 'DELIVERED';
  if (kind === 'IN_TRANSIT' || kind === 'OUT_FOR_DELIVERY') return 'SHIPPED';
  return kind === 'EXCEPTION' && isFinal ? 'FAILED' : 'PENDING';
}

/** True once it has left the shop, whatever became of it. */
export function hasLeft({ status }: Pick<Shipment, 'status'>): boolean {
  return RANK[status] >= RANK.SHIPPED && status !== 'CANCELLED';
}
