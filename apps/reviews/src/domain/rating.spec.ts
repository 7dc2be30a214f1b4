import fc from 'fast-check';
import { changeOfCounts, NO_RATINGS, type RatingCounts, toRating } from './rating.ts';

const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
const aReview = fc.record({
  rating: fc.integer({ min: 1, max: 5 }),
  status: fc.constantFrom('PENDING' as const, 'APPROVED' as const, 'REJECTED' as const),
});

describe('a rating', () => {
  it('is nothing without a review', () => {
    expect(toRating(NO_RATINGS)).toEqual({ count: 0, averageHundredths: null, counts: NO_RATINGS });
  });

  it.each([
    [[0, 0, 0, 0, 3], 500],
    [[1, 0, 0, 0, 1], 300],
    [[0, 0, 0, 1, 2], 467],
    [[1, 1, 0, 0, 1], 267],
    // 4.125 and 4.375: halves are rounded up.
    [[0, 0, 0, 7, 1], 413],
    [[0, 0, 0, 5, 3], 438],
  ] as const)('of %p is %d hundredths', (counts, hundredths) => {
    expect(toRating(counts).averageHundredths).toBe(hundredths);
  });

  it(`is the same counted change by change as counted at the end (seed ${SEED})`, () => {
    const history = fc.array(fc.record({ which: fc.nat({ max: 3 }), next: fc.option(aReview, { nil: undefined }) }));
    fc.assert(
      fc.property(history, (changes) => {
        const reviews = new Map<number, { rating: number; status: 'PENDING' | 'APPROVED' | 'REJECTED' }>();
        let counts: RatingCounts = NO_RATINGS;
        for (const { which, next } of changes) {
          const change = changeOfCounts(reviews.get(which), next);
          counts = counts.map((count, index) => count + (change[index] ?? 0)) as unknown as RatingCounts;
          if (next) reviews.set(which, next);
          else reviews.delete(which);
        }
        const approved = [...reviews.values()].filter(({ status }) => status === 'APPROVED');
        expect(counts).toEqual(
          [1, 2, 3, 4, 5].map((stars) => approved.filter(({ rating }) => rating === stars).length),
        );
      }),
      { seed: SEED },
    );
  });
});
