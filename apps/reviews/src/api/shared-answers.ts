import { markPublic, tagAnswer } from '@tovar/platform';

/** Events end what is kept; this is for what has none, such as a purchase that makes a review a verified one. */
const MAX_AGE_MS = 30_000;

/** A list of a product's reviews may be kept until any of them changes, is liked or commented on. */
export function sharedReviews(productId: string): void {
  markPublic({ tags: [`Reviews:${productId}`], maxAgeMs: MAX_AGE_MS });
}

/** What a product is rated may be kept until a review begins or ceases to count. */
export function sharedRating(productId: string): void {
  markPublic({ tags: [`Rating:${productId}`], maxAgeMs: MAX_AGE_MS });
}

/** Of a product that others speak of: which of its fields are asked for says on what the answer depends. */
export function sharedReference(): void {
  markPublic({ tags: [], maxAgeMs: MAX_AGE_MS });
}

export function showsReviews(productId: string): void {
  tagAnswer(`Reviews:${productId}`);
}

export function showsRating(productId: string): void {
  tagAnswer(`Rating:${productId}`);
}
