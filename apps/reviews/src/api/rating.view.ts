import { z } from 'zod';
import type { Rating } from '../domain/rating.ts';

/** A rating as both APIs answer it. */
export const ratingView = z.object({
  average: z
    .number()
    .nullable()
    .meta({ description: 'The mean of all stars, to two decimals; null without a review.' }),
  count: z.int(),
  distribution: z.array(z.object({ stars: z.int(), count: z.int() })).meta({ description: 'Five stars first.' }),
});
export type RatingView = z.output<typeof ratingView>;

export function toRatingView({ averageHundredths, count, counts }: Rating): RatingView {
  const distribution = counts.map((each, index) => ({ stars: index + 1, count: each })).toReversed();
  return { average: averageHundredths === null ? null : averageHundredths / 100, count, distribution };
}
