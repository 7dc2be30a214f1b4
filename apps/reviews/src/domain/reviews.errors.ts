import { DomainError } from '@tovar/platform';

/** One review for each person and product; the earlier one can be edited. */
export class AlreadyReviewed extends DomainError {
  readonly code = 'ALREADY_REVIEWED';
  override readonly kind = 'conflict';
  constructor(reviewId: string) {
    super('You have reviewed this product already. Edit that review.', { reviewId });
  }
}

/** The shop takes reviews from buyers alone. */
export class NotBought extends DomainError {
  readonly code = 'NOT_BOUGHT';
  override readonly kind = 'conflict';
  constructor() {
    super('Only those who have bought this product may review it.');
  }
}

export class ReviewPicturesFull extends DomainError {
  readonly code = 'REVIEW_PICTURES_FULL';
  override readonly kind = 'conflict';
  constructor(most: number) {
    super(`A review has ${most} pictures at most.`, { most });
  }
}

/** The review's status does not allow the decision. */
export class ReviewNotDecidable extends DomainError {
  readonly code = 'REVIEW_NOT_DECIDABLE';
  override readonly kind = 'conflict';
  constructor(status: string) {
    super(`The review is ${status} already.`, { status });
  }
}

/** Threads end somewhere. */
export class CommentTooDeep extends DomainError {
  readonly code = 'COMMENT_TOO_DEEP';
  override readonly kind = 'conflict';
  constructor(deepest: number) {
    super(`Threads are ${deepest} comments deep. Answer one further up.`, { deepest });
  }
}

/** It was deleted or hidden: it can be neither edited nor answered. */
export class CommentGone extends DomainError {
  readonly code = 'COMMENT_GONE';
  override readonly kind = 'conflict';
  constructor() {
    super('The comment is not there to be read any more.');
  }
}

/** Nobody praises themselves. */
export class OwnLikeRefused extends DomainError {
  readonly code = 'OWN_LIKE_REFUSED';
  override readonly kind = 'conflict';
  constructor() {
    super('Others may like what you have written; you may not.');
  }
}
