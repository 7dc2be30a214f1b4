import type { Changes } from './changes.ts';
import type { OrderFact } from './order-fact.ts';
import type { ReviewFact } from './review-fact.ts';
import type { TallyRow } from './tally.ts';

/** The projections that are read, or those that are being folded beside them. */
export type ProjectionSet = 'live' | 'next';

/** What a batch of messages is about. */
export interface Asked {
  readonly orderIds: readonly string[];
  readonly reviewIds: readonly string[];
  /** Ids of what may be counted once. */
  readonly onceIds: readonly string[];
}

/** What was known of that before. */
export interface Known {
  readonly orders: ReadonlyMap<string, OrderFact>;
  readonly reviews: ReadonlyMap<string, ReviewFact>;
  /** Those that had not been counted; from now on they have. */
  readonly fresh: ReadonlySet<string>;
}

/** Both sets of projections. All of it happens in the open transaction. */
export abstract class Projections {
  /** Keeps a swap from happening until the transaction ends. */
  abstract keepLive(): Promise<void>;

  /** At most three statements, however much is asked. */
  abstract take(set: ProjectionSet, asked: Asked): Promise<Known>;

  /** One statement for each projection that changes. */
  abstract store(set: ProjectionSet, changes: Changes): Promise<void>;

  /**
   * Of each day that is over, keeps the words that were searched for most; of days long ago none. Says nothing but what the
   * rows themselves say, so that a rebuild comes to the same.
   */
  abstract forgetRareSearches(set: ProjectionSet): Promise<void>;

  /**
   * Adds to the set that is being folded orders that are not in it, and tallies of which there may be several of one kind:
   * many times as fast as to store them. Tallies are not in the set before they are settled.
   */
  abstract append(rows: {
    readonly orders: readonly OrderFact[];
    readonly tallies: readonly TallyRow[];
  }): Promise<void>;

  /** Makes tallies of the set of all that was appended; once. */
  abstract settle(): Promise<void>;

  /** Empties the set that is being folded. */
  abstract clearNext(): Promise<void>;

  /** Looks at the folded set as a whole, so that reports are planned by what is in it from the first one on. */
  abstract survey(): Promise<void>;

  /** Waits until nobody folds into the live set, and keeps everybody from it until the transaction ends. */
  abstract stopFolding(): Promise<void>;

  /** How many rows are not the same in both sets. */
  abstract differences(): Promise<number>;

  /** The folded set becomes the live one. */
  abstract swap(): Promise<void>;
}
