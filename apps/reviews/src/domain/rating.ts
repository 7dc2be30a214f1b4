import type { Review } from './review.ts';

/** How many approved reviews gave one star, two, … five. */
export type RatingCounts = readonly [one: number, two: number, three: number, four: number, five: number];

export const NO_RATINGS: RatingCounts = [0, 0, 0, 0, 0];

type Rated = Pick<Review, 'rating' | 'status'>;

/** By how much the counts of a product change when a review of it does; undefined is no review. */
export function changeOfCounts(before: Rated | undefined, after: Rated | undefined): RatingCounts {
  const counted = (review: Rated | undefined, stars: number): number =>
    Number(review?.status === 'APPROVED' && review.rating === stars);
  const change = (stars: number): number => counted(after, stars) - counted(before, stars);
  return [change(1), change(2), change(3), change(4), change(5)];
}

/** What a product is rated, from its counts. */
export interface Rating {
  readonly count: number;
  /** Hundredths of a star, rounded half up; null without a review. */
  readonly averageHundredths: number | null;
  readonly counts: RatingCounts;
}

export function toRating(counts: RatingCounts): Rating {
  const count = counts.reduce((sum, each) => sum + each, 0);
  const stars = counts.reduce((sum, each, index) => sum + each * (index + 1), 0);
  // In whole numbers: floor(x + 1/2) of a fraction is exact.
  const averageHundredths = count === 0 ? null : Math.floor((200 * stars + count) / (2 * count));
  return { count, averageHundredths, counts };
}
