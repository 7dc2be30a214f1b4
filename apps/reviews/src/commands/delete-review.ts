import { Injectable } from '@nestjs/common';
import { ReviewRepository } from '../domain/review.repository.ts';
import { PictureFiles } from './picture-files.ts';
import { requireAuthor } from './require-author.ts';

/** An author takes their review back, with all that others said to it. */
@Injectable()
export class DeleteReview {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly files: PictureFiles,
  ) {}

  /** Throws `NotFound`, also for somebody else's. */
  async execute(id: string, authorId: string): Promise<void> {
    const { pictures } = await this.reviews.remove(id, (review) => void requireAuthor(review, 'The review', authorId));
    await this.files.remove(pictures);
  }
}
