import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import { addPicture, removePicture } from '../domain/review.ts';
import { ReviewRepository } from '../domain/review.repository.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import { TermsOfReviewing } from '../queries/reviewing-terms.ts';
import { PictureFiles } from './picture-files.ts';
import { requireAuthor } from './require-author.ts';

/** Pictures that an author adds to their review. The files are there before anybody is told their address. */
@Injectable()
export class ChangePictures {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly details: ReviewDetails,
    private readonly terms: TermsOfReviewing,
    private readonly files: PictureFiles,
  ) {}

  /**
   * Returns the id under which the sizes are served. Throws `NotFound`, also for somebody else's review, `ReviewPicturesFull`
   * and what `PictureFiles.keep` throws; then nothing has changed.
   */
  async add(reviewId: string, file: Uint8Array, authorId: string): Promise<string> {
    // Asked before anything is decoded: a stranger must not make the shop work.
    const review = await this.details.find(reviewId);
    if (review?.authorId !== authorId) throw new NotFound('The review');
    const { publishing } = await this.terms.rules();
    const pictureId = await this.files.keep(file);
    try {
      const editing = { publishing, now: new Date() };
      await this.reviews.change(reviewId, undefined, (found) => addPicture(found, pictureId, editing));
    } catch (error) {
      await this.files.remove([pictureId]);
      throw error;
    }
    return pictureId;
  }

  /** Removing what is not there is fine. Throws `NotFound` for somebody else's review. */
  async remove(reviewId: string, pictureId: string, authorId: string): Promise<void> {
    const taken: string[] = [];
    await this.reviews.change(reviewId, undefined, (review) => {
      const { pictures } = requireAuthor(review, 'The review', authorId);
      taken.push(...pictures.filter((each) => each === pictureId));
      return removePicture(review, pictureId, new Date());
    });
    await this.files.remove(taken);
  }
}
