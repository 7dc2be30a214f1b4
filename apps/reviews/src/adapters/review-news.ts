import type { ReviewChange, ShopEvent } from '@tovar/contracts';
import { type RatingCounts, toRating } from '../domain/rating.ts';
import type { Review } from '../domain/review.ts';

/** A review as it was and as it is; one of the two is missing when it is new or gone. */
export type ChangedReview =
  | { readonly before?: Review; readonly after: Review }
  | { readonly before: Review; readonly after?: undefined };

/** What the others are told about a changed review. */
export function reviewNews(changed: ChangedReview): ShopEvent<'review.changed.v1'> {
  const { before, after } = changed;
  const { id: reviewId, productId, authorId, rating } = changed.after ?? changed.before;
  const isPublished = after?.status === 'APPROVED';
  const wasPublished = before?.status === 'APPROVED';
  const data = { reviewId, productId, authorId, rating, change: inAWord(before, after), isPublished, wasPublished };
  return { type: 'review.changed.v1', subject: reviewId, data };
}

/** What the others are told about the product's rating. */
export function ratingNews(productId: string, counts: RatingCounts): ShopEvent<'product.rated.v1'> {
  const { count, averageHundredths } = toRating(counts);
  const data = { productId, count, averageHundredths, counts: [...counts] };
  return { type: 'product.rated.v1', subject: productId, data };
}

function inAWord(before: Review | undefined, after: Review | undefined): ReviewChange {
  if (!before) return 'WRITTEN';
  if (!after) return 'DELETED';
  if (after.editedAt?.getTime() !== before.editedAt?.getTime()) return 'EDITED';
  return after.status === 'REJECTED' ? 'REJECTED' : 'APPROVED';
}
