import { numberOf } from '../domain/booking.ts';
import { expectedArrival, type ExpectedArrival } from '../domain/expected-arrival.ts';
import type { Fulfillment } from '../domain/fulfillment.ts';
import type { Booking, ShipmentStatus, TrackingEvent, TrackingKind } from '../domain/shipment.ts';
import type { Prisma } from '../generated/prisma/client.ts';

/** Whose the parcel is, what is in it by name, and how it was chosen to be sent. */
export const WITH_ORDER = {
  lines: true,
  tracking: { orderBy: [{ at: 'asc' }, { entry: 'asc' }] },
  fulfillment: { include: { lines: { orderBy: { position: 'asc' } } } },
} satisfies Prisma.ShipmentInclude;

export type StoredView = Prisma.ShipmentGetPayload<{ include: typeof WITH_ORDER }>;

/** A line of a parcel by name. */
export interface ShownLine {
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: { readonly en: string; readonly ru: string };
  readonly quantity: number;
}

/** A parcel as it is shown. */
export interface ShipmentView {
  readonly id: string;
  readonly orderId: string;
  /** The order's number and its place in it. */
  readonly number: string;
  readonly status: ShipmentStatus;
  readonly carrier: string;
  readonly method: { readonly code: string; readonly name: { readonly en: string; readonly ru: string } };
  readonly lines: readonly ShownLine[];
  readonly trackingNumber: string | null;
  readonly trackingToken: string;
  readonly tracking: readonly Omit<TrackingEvent, 'reference'>[];
  /** Null once it has arrived, or will not. */
  readonly expected: ExpectedArrival | null;
  readonly openedAt: Date;
  readonly shippedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly version: number;
  /** For staff: how far the carrier has it in its books, its weight, and what has to be looked at. */
  readonly booking: Booking;
  readonly weightGrams: number | null;
  readonly problem: string | null;
  /** Who may see it. */
  readonly owner: Pick<Fulfillment, 'customerId' | 'guestAccess'>;
}

export function toShipmentView({ fulfillment, lines, tracking, ...stored }: StoredView): ShipmentView {
  const { guestTokenHash: tokenHash, guestTokenExpiresAt: expiresAt, customerId, methodCode } = fulfillment;
  const status = stored.status as ShipmentStatus;
  const isUnderWay = status === 'PENDING' || status === 'SHIPPED';
  return {
    id: stored.id,
    orderId: stored.orderId,
    number: numberOf(fulfillment, stored),
    status,
    carrier: stored.carrier,
    method: { code: methodCode, name: { en: fulfillment.methodNameEn, ru: fulfillment.methodNameRu } },
    lines: shownLines(fulfillment.lines, lines),
    trackingNumber: stored.trackingNumber,
    trackingToken: stored.trackingToken,
    tracking: tracking.map(({ kind, isFinal, at, place, note }) => {
      return { kind: kind as TrackingKind, isFinal, at, place, note };
    }),
    expected: isUnderWay ? expectedArrival(stored.shippedAt ?? fulfillment.openedAt, fulfillment) : null,
    openedAt: stored.openedAt,
    shippedAt: stored.shippedAt,
    deliveredAt: stored.deliveredAt,
    version: stored.version,
    booking: stored.booking as Booking,
    weightGrams: stored.weightGrams,
    problem: stored.problem,
    owner: { customerId, guestAccess: tokenHash !== null && expiresAt !== null ? { tokenHash, expiresAt } : null },
  };
}

/** In the order of the order's lines, under the names that they were bought by. */
export function shownLines(
  bought: StoredView['fulfillment']['lines'],
  lines: readonly { readonly variantId: string; readonly quantity: number }[],
): ShownLine[] {
  return bought.flatMap(({ variantId, productId, sku, nameEn, nameRu }) => {
    const line = lines.find((each) => each.variantId === variantId);
    return line ? [{ variantId, productId, sku, name: { en: nameEn, ru: nameRu }, quantity: line.quantity }] : [];
  });
}
