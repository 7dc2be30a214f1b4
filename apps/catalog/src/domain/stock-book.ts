import type { Reservation, StockDecision } from './reservation.ts';
import type { StockLevel, StockLevels, StockLine, StockMovement } from './stock.ts';

/** Why a manager moved stock, as the ledger keeps it. */
export interface StockCause {
  /** For example `manager:<id>`. */
  readonly source: string;
  /** Which of the source's doings: the ledger refuses a second movement with the same source, line and kind. */
  readonly line: string;
  readonly reason?: string;
}

/**
 * The stock of all variants and its ledger. Each method is one transaction, or a part of the one that is open. Rows are
 * locked before anything is decided, a reservation before stock, and stock in the order of variant ids, so that two
 * orders that are settled in transactions of their own never wait for each other in a circle; where several share one
 * transaction, PostgreSQL ends a circle and the consumer settles them one by one; the numbers can not become negative whatever is decided. Stored with a change, and
 * told if and only if it commits: `product.availability-changed.v1` for each variant that there is some of again, or
 * none any more.
 */
export abstract class StockBook {
  /**
   * Lets `decide` choose over the order's reservation and the levels of its lines and of `asked`, and stores what it
   * chose with its answer. A reservation that stays RESERVED is looked at again by `catalog.expire-reservation` when its
   * time is over.
   */
  abstract settle(
    orderId: string,
    asked: readonly StockLine[],
    decide: (held: Reservation | undefined, levels: StockLevels) => StockDecision,
  ): Promise<void>;

  /** Lets `decide` choose how one variant's stock moves; answers the new level. Throws `NotFound` for no such variant. */
  abstract adjust(
    variantId: string,
    cause: StockCause,
    decide: (level: StockLevel) => StockMovement[],
  ): Promise<StockLevel>;

  /** The levels of these variants, which stay as they are until the open transaction has ended. */
  abstract lock(variantIds: readonly string[]): Promise<StockLevels>;

  /** Stores movements that were decided upon locked levels, at most one of a kind for each variant and source. */
  abstract move(movements: readonly StockMovement[], source: string): Promise<void>;

  /** Whether the ledger has a movement of this source. */
  abstract hasMoved(source: string): Promise<boolean>;

  /** Begins the stock of new variants. */
  abstract open(lines: readonly StockLine[], source: string): Promise<void>;
}
