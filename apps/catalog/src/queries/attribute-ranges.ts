const MOST_RANGES = 6;
/** How many percent of what there is lie below where a range begins. */
export const RANGE_PERCENTS = [1, 2, 3, 4, 5].map((sixths) => (sixths * 100) / MOST_RANGES);

/** From one value to another, both of which there are; days as epoch milliseconds. */
export interface AmountRange {
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** How many products have a value. */
export interface CountedAmount {
  readonly amount: number;
  readonly count: number;
}

/**
 * Each value by itself when there are few, or ranges that hold about as many products each. They begin and end with values
 * that there are, so that bounds which a filter includes are counted once.
 */
export function rangesOf(counted: Iterable<CountedAmount>): AmountRange[] {
  const amounts = addedUp(counted);
  const total = amounts.reduce((sum, { count }) => sum + count, 0);
  const isFew = amounts.length <= MOST_RANGES;
  const ranges: AmountRange[] = [];
  let [below, last] = [0, -1];
  for (const [place, { amount, count }] of amounts.entries()) {
    // By its middle: what most products have is not put together with what a few have before it.
    const range = isFew ? place : Math.floor((MOST_RANGES * (below + count / 2)) / total);
    const before = range === last ? ranges.pop() : undefined;
    ranges.push({ min: before?.min ?? amount, max: amount, count: (before?.count ?? 0) + count });
    [below, last] = [below + count, range];
  }
  return ranges;
}

/** What is the same number may have been written in several ways. */
function addedUp(counted: Iterable<CountedAmount>): CountedAmount[] {
  const counts = new Map<number, number>();
  for (const { amount, count } of counted) if (count > 0) counts.set(amount, (counts.get(amount) ?? 0) + count);
  return [...counts].map(([amount, count]) => ({ amount, count })).toSorted((a, b) => a.amount - b.amount);
}
