/** What is counted, in the order of the table's columns. */
export const COUNTERS = [
  'carts',
  'checkouts',
  'placed',
  'paid',
  'cancelled',
  'units',
  'revenueMinor',
  'refundedMinor',
  'views',
  'searches',
] as const;
export type Counter = (typeof COUNTERS)[number];
export type Counts = Readonly<Partial<Record<Counter, bigint>>>;

/** The id of nothing: the shop as a whole. */
export const WHOLE_SHOP = '00000000-0000-0000-0000-000000000000';
/** For what has no currency. */
export const NO_CURRENCY = '';

/** Every time zone's days, also those of India and Nepal, begin with a quarter of an hour of UTC. */
export const QUARTER_MS = 900_000;

/** Whose counters they are. */
export interface TallySubject {
  readonly kind: 'SHOP' | 'PRODUCT' | 'VARIANT';
  readonly subject: string;
  readonly currency: string;
}

/** Something that is counted once. */
export interface Increment extends TallySubject {
  readonly at: Date;
  readonly counts: Counts;
}

/** Increments of one subject within one quarter of an hour, added up. */
export type TallyRow = TallySubject & { quarter: number } & Record<Counter, bigint>;

/** Adds increments up, so that however many there are each row is written once. */
export class Tallies {
  private readonly byKey = new Map<string, TallyRow>();

  add({ kind, subject, currency, at, counts }: Increment): void {
    const quarter = Math.floor(at.getTime() / QUARTER_MS);
    const key = `${kind}${subject}${currency}${quarter}`;
    let row = this.byKey.get(key);
    if (!row) this.byKey.set(key, (row = { kind, subject, currency, quarter, ...NOTHING }));
    for (const counter in counts) row[counter as Counter] += counts[counter as Counter] ?? 0n;
  }

  rows(): TallyRow[] {
    return [...this.byKey.values()];
  }
}

export function ofShop(at: Date, counts: Counts, currency = NO_CURRENCY): Increment {
  return { kind: 'SHOP', subject: WHOLE_SHOP, currency, at, counts };
}

const NOTHING = Object.fromEntries(COUNTERS.map((counter) => [counter, 0n])) as Record<Counter, bigint>;
