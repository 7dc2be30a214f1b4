import { Injectable } from '@nestjs/common';
import { editReview } from '../domain/review.ts';
import { ReviewRepository } from '../domain/review.repository.ts';
import { TermsOfReviewing } from '../queries/reviewing-terms.ts';
import { requireAuthor } from './require-author.ts';
import type { EditReviewInput } from './review-input.ts';

/** An author changes their mind; where a moderator looks at reviews, one looks again. */
@Injectable()
export class EditReview {
  constructor(
    private readonly terms: TermsOfReviewing,
    private readonly reviews: ReviewRepository,
  ) {}

  /** Throws `NotFound`, also for somebody else's, and `VersionConflict`. */
  async execute({ id, expectedVersion, ...changes }: EditReviewInput, authorId: string): Promise<void> {
    const { publishing } = await this.terms.rules();
    const given = Object.entries(changes).filter(([, value]) => value !== null && value !== undefined);
    await this.reviews.change(id, expectedVersion, (review) => {
      requireAuthor(review, 'The review', authorId);
      return editReview(review, Object.fromEntries(given), { publishing, now: new Date() });
    });
  }
}
