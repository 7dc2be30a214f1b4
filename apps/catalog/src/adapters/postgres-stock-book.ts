import { Injectable } from '@nestjs/common';
import type { ShopEvent } from '@tovar/contracts';
import { Database, NotFound, Outbox, type OutboxEntries } from '@tovar/platform';
import type { Departure, Reservation, StockDecision } from '../domain/reservation.ts';
import { move, type StockLevel, type StockLevels, type StockLine, type StockMovement } from '../domain/stock.ts';
import { StockBook, type StockCause } from '../domain/stock-book.ts';
import {
  APPLY_MOVEMENTS,
  HAS_MOVED,
  LOCK_LEVELS,
  LOCK_RESERVATION,
  OPEN_STOCK,
  STORE_RESERVATION,
} from './stock-book.sql.ts';

/** The levels are locked, decided upon and changed by one set-based statement each, however many lines there are. */
@Injectable()
export class PostgresStockBook extends StockBook {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  settle(
    orderId: string,
    asked: readonly StockLine[],
    decide: (held: Reservation | undefined, levels: StockLevels) => StockDecision,
  ): Promise<void> {
    return this.database.transaction(async () => {
      const held = await this.lockReservation(orderId);
      const levels = await this.lock([...asked, ...(held?.lines ?? [])].map(({ variantId }) => variantId));
      const { reservation, movements = [], answer } = decide(held, levels);
      if (reservation) await this.storeReservation(reservation);
      const crossings = await this.apply(movements, { source: `order:${orderId}` });
      const events = answer ? [answer, ...crossings] : crossings;
      await this.outbox.add({ events, ...(reservation && expiry(reservation)) }, this.database);
    });
  }

  adjust(variantId: string, cause: StockCause, decide: (level: StockLevel) => StockMovement[]): Promise<StockLevel> {
    return this.database.transaction(async () => {
      const level = (await this.lock([variantId])).get(variantId);
      if (!level) throw new NotFound('The variant');
      const movements = decide(level);
      await this.outbox.add({ events: await this.apply(movements, cause) }, this.database);
      return movements.reduce(moved, level);
    });
  }

  async move(movements: readonly StockMovement[], source: string): Promise<void> {
    await this.outbox.add({ events: await this.apply(movements, { source }) }, this.database);
  }

  async hasMoved(source: string): Promise<boolean> {
    return (await this.database.query(HAS_MOVED, [source])).length > 0;
  }

  open(lines: readonly StockLine[], source: string): Promise<void> {
    return this.database.transaction(async () => {
      await this.database.prepared(OPEN_STOCK, [lines.map(({ variantId }) => variantId)]);
      const filled = lines.filter(({ quantity }) => quantity > 0);
      await this.apply(
        move('INITIAL', filled, (quantity) => ({ onHand: quantity })),
        { source },
      );
    });
  }

  private async lockReservation(orderId: string): Promise<Reservation | undefined> {
    const [row] = await this.database.prepared<ReservationRow>(LOCK_RESERVATION, [orderId]);
    if (!row) return undefined;
    const { state, expires_at: expiresAt, lines, departures } = row;
    if (state === 'RESERVED') return { state, orderId, lines, expiresAt };
    return departures ? { state, orderId, lines, departures } : { state, orderId, lines };
  }

  async lock(variantIds: readonly string[]): Promise<StockLevels> {
    if (variantIds.length === 0) return new Map();
    const rows = await this.database.prepared<StockLevel & { variantId: string }>(LOCK_LEVELS, [variantIds]);
    return new Map(rows.map(({ variantId, ...level }) => [variantId, level]));
  }

  private async storeReservation(reservation: Reservation): Promise<void> {
    const { orderId, state, lines } = reservation;
    const expiresAt = reservation.state === 'RESERVED' ? reservation.expiresAt : null;
    await this.database.send(STORE_RESERVATION, [orderId, state, expiresAt, JSON.stringify(lines)]);
  }

  /** Throws when a movement finds less than it was decided upon: behind the locks that is a defect, not a refusal. */
  private async apply(movements: readonly StockMovement[], cause: Omit<StockCause, 'line'> & { line?: string }) {
    if (movements.length === 0) return [];
    const { source, line = null, reason = null } = cause;
    const rows = await this.database.prepared<MovedRow>(APPLY_MOVEMENTS, [
      JSON.stringify(movements),
      source,
      line,
      reason,
    ]);
    if (rows.length !== movements.length) throw new Error(`${source} moves stock that is not there.`);
    return rows.filter(({ available, gained }) => available > 0 !== available - gained > 0).map(availabilityChanged);
  }
}

interface ReservationRow {
  readonly state: Reservation['state'];
  readonly expires_at: Date;
  readonly lines: StockLine[];
  readonly departures: Departure[] | null;
}

/** A variant after its movement: what is available now, and how much more that is than before. */
interface MovedRow {
  readonly variantId: string;
  readonly productId: string;
  readonly available: number;
  readonly gained: number;
}

function availabilityChanged({
  productId,
  variantId,
  available,
}: MovedRow): ShopEvent<'product.availability-changed.v1'> {
  const data = { productId, variantId, isInStock: available > 0 };
  return { type: 'product.availability-changed.v1', subject: productId, data };
}

/** One for each order: an extension replaces the job that waits, and what is held no longer needs none. */
function expiry(reservation: Reservation): Pick<OutboxEntries, 'jobs' | 'cancel'> {
  const { orderId } = reservation;
  const key = `expire-reservation:${orderId}`;
  if (reservation.state !== 'RESERVED') return { cancel: [key] };
  return { jobs: [{ type: 'catalog.expire-reservation', data: { orderId }, runAt: reservation.expiresAt, key }] };
}

function moved(level: StockLevel, { onHand, reserved, allocated }: StockMovement): StockLevel {
  return {
    onHand: level.onHand + onHand,
    reserved: level.reserved + reserved,
    allocated: level.allocated + allocated,
    available: level.available + onHand - reserved - allocated,
  };
}
