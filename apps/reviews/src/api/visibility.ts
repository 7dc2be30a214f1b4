import { can, currentRequest, type Identity, NotFound } from '@tovar/platform';
import type { Comment } from '../domain/comment.ts';
import type { Review } from '../domain/review.ts';

const MODERATE = 'reviews:moderate:any';

/** To everybody but its author and those who moderate, only an approved review exists. */
export function isVisible({ status, authorId }: Pick<Review, 'status' | 'authorId'>): boolean {
  // Asked only where it matters: an answer that depends on the caller is not shared.
  return status === 'APPROVED' || isAuthorOrModerator(authorId);
}

/** Throws `NotFound` for what whoever asks may not see. */
export function requireVisible<Found extends Pick<Review, 'status' | 'authorId'>>(review: Found | undefined): Found {
  if (!review || !isVisible(review)) throw new NotFound('The review');
  return review;
}

/** The text of a comment, to whom it may be shown. */
export function readableText({ status, text, authorId }: Pick<Comment, 'status' | 'text' | 'authorId'>): string | null {
  return status !== 'HIDDEN' || isAuthorOrModerator(authorId) ? text : null;
}

/** Whoever looks after reviews speaks for the shop. */
export function isStaff(identity: Identity): boolean {
  return can(identity, MODERATE);
}

function isAuthorOrModerator(authorId: string): boolean {
  const identity = currentRequest()?.identity;
  return identity?.userId === authorId || can(identity, MODERATE);
}
