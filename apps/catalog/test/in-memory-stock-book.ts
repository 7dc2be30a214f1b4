import { NotFound } from '@tovar/platform';
import type { Reservation, StockDecision } from '../src/domain/reservation.ts';
import { move, type StockLevel, type StockLevels, type StockLine, type StockMovement } from '../src/domain/stock.ts';
import { StockBook, type StockCause } from '../src/domain/stock-book.ts';

/** A stock book without a database, for tests that try thousands of histories. It tells nobody anything. */
export class InMemoryStockBook extends StockBook {
  readonly ledger: StockMovement[] = [];
  readonly reservations = new Map<string, Reservation>();
  readonly levels = new Map<string, StockLevel>();

  async settle(
    orderId: string,
    _asked: readonly StockLine[],
    decide: (held: Reservation | undefined, levels: StockLevels) => StockDecision,
  ): Promise<void> {
    const { reservation, movements = [] } = decide(this.reservations.get(orderId), this.levels);
    this.apply(movements);
    if (reservation) this.reservations.set(orderId, reservation);
  }

  async adjust(
    variantId: string,
    _cause: StockCause,
    decide: (level: StockLevel) => StockMovement[],
  ): Promise<StockLevel> {
    const level = this.levels.get(variantId);
    if (!level) throw new NotFound('The variant');
    this.apply(decide(level));
    return this.levels.get(variantId) ?? level;
  }

  async lock(): Promise<StockLevels> {
    return this.levels;
  }

  async move(movements: readonly StockMovement[]): Promise<void> {
    this.apply(movements);
  }

  async hasMoved(): Promise<boolean> {
    return false;
  }

  async open(lines: readonly StockLine[]): Promise<void> {
    for (const { variantId } of lines)
      this.levels.set(variantId, { onHand: 0, reserved: 0, allocated: 0, available: 0 });
    this.apply(move('INITIAL', lines, (quantity) => ({ onHand: quantity })));
  }

  private apply(movements: readonly StockMovement[]): void {
    const next = new Map(movements.map((movement) => [movement.variantId, this.after(movement)]));
    for (const [variantId, level] of next) this.levels.set(variantId, level);
    this.ledger.push(...movements);
  }

  private after({ variantId, onHand, reserved, allocated }: StockMovement): StockLevel {
    const before = this.levels.get(variantId);
    if (!before) throw new Error(`${variantId} has no stock.`);
    const after = {
      onHand: before.onHand + onHand,
      reserved: before.reserved + reserved,
      allocated: before.allocated + allocated,
      available: before.available + onHand - reserved - allocated,
    };
    if (Object.values(after).some((value) => value < 0)) throw new Error(`${variantId} becomes negative.`);
    return after;
  }
}
