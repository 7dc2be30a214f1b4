import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { z } from 'zod';
import { hideComment, showComment } from '../domain/comment.ts';
import { CommentRepository } from '../domain/comment.repository.ts';
import { ModerationLog } from '../domain/moderation-log.ts';
import { approve, reject } from '../domain/review.ts';
import { ReviewRepository } from '../domain/review.repository.ts';
import { text } from './review-input.ts';

const reason = text(1_000);

export const approvalInput = z.strictObject({
  id,
  /** The version that was looked at. */
  expectedVersion: z.int(),
  reason: reason.nullish(),
});
/** Whoever turns something down says why. */
export const rejectionInput = approvalInput.extend({ reason });
export type ApprovalInput = z.output<typeof approvalInput>;
export type RejectionInput = z.output<typeof rejectionInput>;

/** Moderators decide about reviews and comments. Each decision is remembered, and settles what was reported of the thing. */
@Injectable()
export class Moderate {
  constructor(
    private readonly database: Database,
    private readonly reviews: ReviewRepository,
    private readonly comments: CommentRepository,
    private readonly log: ModerationLog,
  ) {}

  /** Throws `NotFound` and `VersionConflict`. */
  approveReview({ id: reviewId, expectedVersion, reason: why = null }: ApprovalInput, actorId: string): Promise<void> {
    return this.database.transaction(async () => {
      await this.reviews.change(reviewId, expectedVersion, approve);
      await this.log.add({ reviewId, commentId: null, decision: 'APPROVE', actorId, reason: why });
    });
  }

  /** Throws `NotFound`, `VersionConflict` and `ReviewNotDecidable`. */
  rejectReview({ id: reviewId, expectedVersion, reason: why }: RejectionInput, actorId: string): Promise<void> {
    return this.database.transaction(async () => {
      await this.reviews.change(reviewId, expectedVersion, (review) => reject(review, why));
      await this.log.add({ reviewId, commentId: null, decision: 'REJECT', actorId, reason: why });
    });
  }

  /** Throws `NotFound`, `VersionConflict` and `CommentGone`. */
  showComment({ id: commentId, expectedVersion, reason: why = null }: ApprovalInput, actorId: string): Promise<void> {
    return this.database.transaction(async () => {
      const { reviewId } = await this.comments.change(commentId, expectedVersion, showComment);
      await this.log.add({ reviewId, commentId, decision: 'APPROVE', actorId, reason: why });
    });
  }

  /** Throws `NotFound`, `VersionConflict` and `CommentGone`. */
  hideComment({ id: commentId, expectedVersion, reason: why }: RejectionInput, actorId: string): Promise<void> {
    return this.database.transaction(async () => {
      const { reviewId } = await this.comments.change(commentId, expectedVersion, hideComment);
      await this.log.add({ reviewId, commentId, decision: 'REJECT', actorId, reason: why });
    });
  }
}
