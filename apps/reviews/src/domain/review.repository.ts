import type { Review } from './review.ts';

/**
 * Reviews and what is counted of them. Each write keeps the product's rating exact and tells the others, in the same
 * transaction.
 */
export abstract class ReviewRepository {
  /** Throws `AlreadyReviewed` when the author was faster than the caller's look. */
  abstract add(review: Review): Promise<void>;

  /**
   * Loads the review under lock, lets `change` decide, and saves what it returns; the same object means that nothing has
   * changed, and nothing is told. Throws `NotFound`, `VersionConflict`, and whatever `change` throws.
   */
  abstract change(id: string, expectedVersion: number | undefined, change: (review: Review) => Review): Promise<Review>;

  /**
   * Removes the review with its comments, likes and reports, once `permit` has seen it. Returns it as it was. Throws
   * `NotFound`, and whatever `permit` throws.
   */
  abstract remove(id: string, permit: (review: Review) => void): Promise<Review>;
}
