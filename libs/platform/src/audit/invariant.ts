/** Something that is not as an invariant says. */
export interface Violation {
  /** What it is about: an order, a variant, a payment, an event. */
  readonly subject: string;
  /** What is wrong, in words that are the same each time it is found. */
  readonly problem: string;
}

/** A stretch of what has changed. */
export interface Stretch {
  readonly subjects: readonly string[];
  /** Where to go on behind it, in the invariant's own words; missing when only the last stretch can tell. */
  readonly reached?: string;
}

/** The most subjects that one stretch may hold. */
export const LARGEST_STRETCH = 500;

/**
 * Something that is always true of settled data, whatever failed meanwhile. A service lists its invariants as providers;
 * the auditor finds them there and checks them all the time, a stretch after the other.
 */
export abstract class Invariant {
  /** Its name in the list of promises, for example `INV-STOCK-1`. */
  abstract readonly id: string;

  /** What is promised, in one sentence. */
  abstract readonly promise: string;

  /** How long after the last change it has to be true; until then work may be under way. */
  readonly settlesAfterMs: number = 30_000;

  /** What has changed behind `from` (undefined: ever) and before `before`, oldest first. */
  abstract changes(from: string | undefined, before: Date): AsyncIterable<Stretch>;

  /** Those of the subjects of which it is not true now. Runs outside of any transaction, with few statements. */
  abstract check(subjects: readonly string[]): Promise<readonly Violation[]>;

  /** Under which its progress and its findings are stored. */
  get key(): string {
    return `${this.id} ${this.constructor.name}`;
  }
}
