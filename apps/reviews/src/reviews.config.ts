import { z } from 'zod';
import { Configuration } from '@tovar/platform';

/** What the gateway lets through to a review's pictures, whatever is configured here. */
export const LARGEST_PICTURE_BYTES = 20 * 1_024 * 1_024;

const count = z.coerce.number().int().positive();

/** What reviews reads besides the platform's own variables. */
export class ReviewsConfig extends Configuration({
  REVIEWS_PICTURE_MAX_BYTES: count
    .max(LARGEST_PICTURE_BYTES)
    .default(10 * 1_024 * 1_024)
    .describe("how large the file of a review's picture may be; 20 MiB at most"),
  REVIEWS_PICTURE_MAX_PIXELS: count
    .default(50_000_000)
    .describe(
      "how many pixels a review's picture may have before it is made small; each takes 4 bytes while that is done",
    ),
}) {}
