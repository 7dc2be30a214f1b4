import { percentile } from './load.ts';

describe('a percentile', () => {
  const sorted = Float64Array.from({ length: 100 }, (_, index) => index + 1);

  it('is the smallest value that as many values do not exceed', () => {
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share))).toEqual([50, 95, 99, 100]);
  });

  it('is the only value of a single one, and nothing of none', () => {
    expect(percentile(Float64Array.of(7), 0.99)).toBe(7);
    expect(percentile(Float64Array.of(), 0.99)).toBeNaN();
  });
});
