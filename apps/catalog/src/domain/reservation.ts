import type { ShopEvent } from '@tovar/contracts';
import { MoreShippedThanAllocated } from './catalog.errors.ts';
import {
  move,
  type Shortage,
  shortagesOf,
  type StockLevels,
  type StockLine,
  type StockMovement,
  summed,
} from './stock.ts';

/**
 * What the stock holds for one order. A release that comes before its request is remembered as RELEASED without lines.
 */
export type Reservation = HeldReservation | SettledReservation;

/** Held until the order is paid, given back, or the time is over. */
export interface HeldReservation {
  readonly state: 'RESERVED';
  readonly orderId: string;
  readonly lines: readonly StockLine[];
  readonly expiresAt: Date;
}

export interface SettledReservation {
  readonly state: 'ALLOCATED' | 'RELEASED' | 'EXPIRED';
  readonly orderId: string;
  readonly lines: readonly StockLine[];
  /** What has left the shop already, missing when nothing has. */
  readonly departures?: readonly Departure[];
}

/** A line of a parcel that has left. */
export interface Departure extends StockLine {
  readonly shipmentId: string;
}

/** What a decision leaves behind; what is not named stays as it is. */
export interface StockDecision {
  /** As the reservation is from now on. One that is RESERVED has to be looked at again when its time is over. */
  readonly reservation?: Reservation;
  readonly movements?: readonly StockMovement[];
  readonly answer?: ShopEvent<'stock.reserved.v1' | 'stock.rejected.v1' | 'stock.released.v1' | 'stock.allocated.v1'>;
}

/** What shipping says has left. */
export interface Parcel {
  readonly orderId: string;
  readonly shipmentId: string;
  readonly lines: readonly StockLine[];
}

export interface ReservationRequest {
  readonly orderId: string;
  readonly lines: readonly StockLine[];
  readonly expiresAt: Date;
}

/** Holds all lines or none. An order that has given its stock back gets none again. */
export function reserve(
  held: Reservation | undefined,
  request: ReservationRequest,
  levels: StockLevels,
): StockDecision {
  const { orderId, expiresAt } = request;
  if (held?.state === 'RESERVED' || held?.state === 'ALLOCATED') return { answer: reserved(orderId) };
  if (held) return { answer: rejected(orderId, []) };
  const lines = summed(request.lines);
  const shortages = shortagesOf(lines, levels);
  if (shortages.length > 0) return { answer: rejected(orderId, shortages) };
  return {
    reservation: { state: 'RESERVED', orderId, lines, expiresAt },
    movements: move('RESERVED', lines, (quantity) => ({ reserved: quantity })),
    answer: reserved(orderId),
  };
}

/** Keeps what is held until later; never until sooner, because messages may be late. */
export function extend(held: Reservation | undefined, expiresAt: Date): StockDecision {
  if (held?.state !== 'RESERVED' || held.expiresAt >= expiresAt) return {};
  return { reservation: { ...held, expiresAt } };
}

/** Gives back whatever is held or sold; giving back twice, or nothing, is fine. */
export function release(held: Reservation | undefined, orderId: string): StockDecision {
  const lines = held?.lines ?? [];
  return {
    answer: { type: 'stock.released.v1', subject: orderId, data: { orderId } },
    reservation: { state: 'RELEASED', orderId, lines },
    movements: givenBack(held),
  };
}

function givenBack(held: Reservation | undefined): StockMovement[] {
  if (held?.state === 'RESERVED') return move('RELEASED', held.lines, (quantity) => ({ reserved: -quantity }));
  if (held?.state === 'ALLOCATED') return move('RELEASED', remaining(held), (quantity) => ({ allocated: -quantity }));
  return [];
}

/** What is allocated and has not left. */
function remaining({ lines, departures = [] }: SettledReservation): StockLine[] {
  return lines
    .map(({ variantId, quantity }) => {
      const gone = departures.filter((departure) => departure.variantId === variantId);
      return { variantId, quantity: gone.reduce((left, departure) => left - departure.quantity, quantity) };
    })
    .filter(({ quantity }) => quantity > 0);
}

/** A parcel has left: its lines leave allocation and shelf alike. The same parcel leaves once. Throws `MoreShippedThanAllocated`. */
export function ship(held: Reservation | undefined, parcel: Parcel): StockDecision {
  const { orderId, shipmentId } = parcel;
  if (held?.state !== 'ALLOCATED') throw new MoreShippedThanAllocated(orderId, shipmentId);
  const { departures = [] } = held;
  if (departures.some((departure) => departure.shipmentId === shipmentId)) return {};
  const lines = summed(parcel.lines);
  const left = new Map(remaining(held).map(({ variantId, quantity }) => [variantId, quantity]));
  if (lines.some(({ variantId, quantity }) => (left.get(variantId) ?? 0) < quantity))
    throw new MoreShippedThanAllocated(orderId, shipmentId);
  const movements = move('SHIPPED', lines, (quantity) => ({ onHand: -quantity, allocated: -quantity }));
  return {
    reservation: { ...held, departures: [...departures, ...lines.map((line) => ({ ...line, shipmentId }))] },
    movements: movements.map((movement) => ({ ...movement, line: `${shipmentId}:${movement.variantId}` })),
  };
}

/**
 * The order is paid: what is held for it is sold. When the time was over before, the same lines are taken again if they
 * are still there; otherwise, and when nothing was ever held or it was given back, the answer is a rejection: the order
 * has money for goods that there are not, and must alarm and refund.
 */
export function allocate(held: Reservation | undefined, orderId: string, levels: StockLevels): StockDecision {
  if (held?.state === 'ALLOCATED') return { answer: allocated(orderId) };
  if (!held || held.state === 'RELEASED') return { answer: rejected(orderId, []) };
  const { lines } = held;
  const shortages = held.state === 'EXPIRED' ? shortagesOf(lines, levels) : [];
  if (shortages.length > 0) return { answer: rejected(orderId, shortages) };
  const isHeld = held.state === 'RESERVED';
  return {
    reservation: { state: 'ALLOCATED', orderId, lines },
    movements: move('ALLOCATED', lines, (quantity) => ({ reserved: isHeld ? -quantity : 0, allocated: quantity })),
    answer: allocated(orderId),
  };
}

/** Gives back what nobody paid for in time. Before its time the reservation stays, and is to be looked at again. */
export function expire(held: Reservation | undefined, now: Date): StockDecision {
  if (held?.state !== 'RESERVED') return {};
  if (held.expiresAt > now) return { reservation: held };
  const { orderId, lines } = held;
  return {
    reservation: { state: 'EXPIRED', orderId, lines },
    movements: move('EXPIRED', lines, (quantity) => ({ reserved: -quantity })),
  };
}

function reserved(orderId: string) {
  return { type: 'stock.reserved.v1', subject: orderId, data: { orderId } } as const;
}

function allocated(orderId: string) {
  return { type: 'stock.allocated.v1', subject: orderId, data: { orderId } } as const;
}

function rejected(orderId: string, shortages: Shortage[]) {
  return { type: 'stock.rejected.v1', subject: orderId, data: { orderId, shortages } } as const;
}
