/** How many sixths of all amounts lie below where a range begins. */
export const SIXTHS = [1, 2, 3, 4, 5];
const MOST_SAMPLED = 2_000;

/** A range of amounts in minor units, bounds included; the last one is open above. */
export interface PriceBucket {
  readonly min: number;
  readonly max?: number;
  readonly count: number;
}

/** Ranges with round bounds that hold about as many products each. Those that hold none are left out. */
export function priceBuckets(amounts: readonly number[]): PriceBucket[] {
  const bounds = [0, ...roundBounds(quantilesOf(amounts))];
  const counts = bounds.map(() => 0);
  for (const amount of amounts) {
    let at = bounds.length - 1;
    while (at > 0 && amount < (bounds[at] ?? 0)) at -= 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return bucketsBetween(bounds, counts);
}

/** The bounds of ranges that begin where so many sixths of all amounts lie below. */
export function roundBounds(quantiles: readonly number[]): number[] {
  return [...new Set(quantiles.map(roundDown))].filter((bound) => bound > 0);
}

/** Ranges that begin at these bounds and hold so many each. */
export function bucketsBetween(bounds: readonly number[], counts: readonly number[]): PriceBucket[] {
  return bounds
    .map((min, at) => ({ min, max: upperBound(bounds[at + 1]), count: counts[at] ?? 0 }))
    .filter(({ count }) => count > 0);
}

function upperBound(next: number | undefined): number | undefined {
  return next === undefined ? undefined : next - 1;
}

function quantilesOf(amounts: readonly number[]): number[] {
  const step = Math.ceil(amounts.length / MOST_SAMPLED);
  const sample = Float64Array.from(amounts.filter((_, index) => index % step === 0)).toSorted();
  return SIXTHS.map((sixths) => sample[Math.floor((sixths * sample.length) / 6)] ?? 0);
}

/** To 1, 2 or 5 and zeros. */
function roundDown(amount: number): number {
  if (amount < 1) return 0;
  const power = 10 ** Math.floor(Math.log10(amount));
  return [5, 2, 1].map((digit) => digit * power).find((round) => round <= amount) ?? power;
}
