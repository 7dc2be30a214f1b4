import fc from 'fast-check';
import { rangesOf } from './attribute-ranges.ts';

describe('ranges of an attribute', () => {
  it('are its values when there are few', () => {
    const memory = [
      { amount: 16, count: 3 },
      { amount: 8, count: 90 },
      { amount: 32, count: 1 },
    ];
    expect(rangesOf(memory)).toEqual([
      { min: 8, max: 8, count: 90 },
      { min: 16, max: 16, count: 3 },
      { min: 32, max: 32, count: 1 },
    ]);
  });

  it('hold about as many each when there are many', () => {
    const weights = Array.from({ length: 60 }, (_, number) => ({ amount: 100 + number / 2, count: 2 }));
    const ranges = rangesOf(weights);
    expect(ranges.map(({ count }) => count)).toEqual([20, 20, 20, 20, 20, 20]);
    expect(ranges[0]).toEqual({ min: 100, max: 104.5, count: 20 });
  });

  it('leave what most products have alone', () => {
    const rare = [1, 2, 3, 5, 6, 7].map((amount) => ({ amount, count: 1 }));
    expect(rangesOf([...rare, { amount: 4, count: 94 }])).toEqual([
      { min: 1, max: 3, count: 3 },
      { min: 4, max: 4, count: 94 },
      { min: 5, max: 7, count: 3 },
    ]);
  });

  it('count what is written in several ways as one value, and nothing that no product has', () => {
    const written = [
      { amount: Number('0.5'), count: 1 },
      { amount: Number('0.50'), count: 2 },
      { amount: 9, count: 0 },
    ];
    expect(rangesOf(written)).toEqual([{ min: 0.5, max: 0.5, count: 3 }]);
  });

  it('are a handful, in order, hold every product once, and reach from the lowest to the highest', () => {
    const counted = fc.array(fc.record({ amount: fc.integer({ min: -50, max: 50 }), count: fc.nat(30) }));
    fc.assert(
      fc.property(counted, (all) => {
        const ranges = rangesOf(all);
        const amounts = all.filter(({ count }) => count > 0).map(({ amount }) => amount);
        expect(ranges.length).toBeLessThanOrEqual(6);
        for (const [place, { min, max, count }] of ranges.entries()) {
          const inside = all.filter(({ amount }) => amount >= min && amount <= max);
          expect(count).toBe(inside.reduce((sum, each) => sum + each.count, 0));
          expect(min).toBeGreaterThan(ranges[place - 1]?.max ?? Number.NEGATIVE_INFINITY);
        }
        expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(all.reduce((sum, { count }) => sum + count, 0));
        expect([ranges[0]?.min, ranges.at(-1)?.max]).toEqual(
          amounts.length > 0 ? [Math.min(...amounts), Math.max(...amounts)] : [undefined, undefined],
        );
      }),
    );
  });
});
