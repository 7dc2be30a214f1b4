import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { writeReview } from '../domain/review.ts';
import { ReviewRepository } from '../domain/review.repository.ts';
import { TermsOfReviewing } from '../queries/reviewing-terms.ts';
import type { WriteReviewInput } from './review-input.ts';

/** A person says what they think of a product, once. */
@Injectable()
export class WriteReview {
  constructor(
    private readonly terms: TermsOfReviewing,
    private readonly reviews: ReviewRepository,
  ) {}

  /** Throws `NotFound` for what customers do not see, `AlreadyReviewed` and `NotBought`. */
  async execute({ productId, ...words }: WriteReviewInput, authorId: string): Promise<{ id: string }> {
    const terms = await this.terms.of(productId, authorId);
    if (!terms.isPublished) throw new NotFound('The product');
    const review = writeReview({ ...words, id: uuidv7(), productId, authorId, createdAt: new Date() }, terms);
    await this.reviews.add(review);
    return { id: review.id };
  }
}
