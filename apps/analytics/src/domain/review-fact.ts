import type { HeardMessage } from './heard.ts';

/** Whether a review is there, as of a place in the log. */
export interface ReviewFact {
  readonly reviewId: string;
  readonly authorId: string;
  readonly isThere: boolean;
  readonly toldAt: string;
}

/** The review behind the message, or undefined when something newer is known. */
export function followReview(
  known: ReviewFact | undefined,
  { data, sequence }: HeardMessage & { type: 'review.changed.v1' },
): ReviewFact | undefined {
  if (known && BigInt(sequence) <= BigInt(known.toldAt)) return undefined;
  const { reviewId, authorId, change } = data;
  return { reviewId, authorId, isThere: change !== 'DELETED', toldAt: sequence };
}
