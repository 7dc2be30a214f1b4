import fc from 'fast-check';
import { priceBuckets } from './price-buckets.ts';

describe('ranges of prices', () => {
  it('have round bounds near the sixths of what there is', () => {
    const amounts = Array.from({ length: 600 }, (_, index) => 100 * index);
    expect(priceBuckets(amounts)).toEqual([
      { min: 0, max: 9_999, count: 100 },
      { min: 10_000, max: 19_999, count: 100 },
      { min: 20_000, max: 49_999, count: 300 },
      { min: 50_000, max: undefined, count: 100 },
    ]);
  });

  it('hold every amount once and do not overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000_000)), (amounts) => {
        const buckets = priceBuckets(amounts);
        for (const { min, max = Number.POSITIVE_INFINITY, count } of buckets)
          expect(amounts.filter((amount) => amount >= min && amount <= max)).toHaveLength(count);
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(amounts.length);
      }),
    );
  });
});
