import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, type Identity, Public, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { ChangeLikes } from '../commands/change-likes.ts';
import { ChangePictures } from '../commands/change-pictures.ts';
import { DeleteReview } from '../commands/delete-review.ts';
import { EditReview } from '../commands/edit-review.ts';
import {
  editReviewInput,
  type EditReviewInput,
  writeReviewInput,
  type WriteReviewInput,
} from '../commands/review-input.ts';
import { WriteReview } from '../commands/write-review.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import type { ReviewView } from '../queries/review-view.ts';
import { requireVisible } from './visibility.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  AlreadyReviewed: 'AlreadyReviewedError',
  NotBought: 'PlainUserError',
  OwnLikeRefused: 'PlainUserError',
  VersionConflict: 'VersionConflictError',
};

/** What people do with reviews of theirs, and to those of others. */
@Resolver()
export class ReviewsResolver {
  constructor(
    private readonly details: ReviewDetails,
    private readonly writing: WriteReview,
    private readonly editing: EditReview,
    private readonly deleting: DeleteReview,
    private readonly pictures: ChangePictures,
    private readonly likes: ChangeLikes,
  ) {}

  @Public()
  @Query()
  async review(@Args('id', new Parsed(id)) reviewId: string): Promise<ReviewView> {
    return requireVisible(await this.details.find(reviewId));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  async writeReview(
    @Args('input', new Parsed(writeReviewInput)) input: WriteReviewInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReviewPayload> {
    const { result, errors } = await refusalsAsData(() => this.writing.execute(input, userId), REFUSALS);
    return { review: result && (await this.details.find(result.id)), errors };
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  editReview(
    @Args('input', new Parsed(editReviewInput)) input: EditReviewInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReviewPayload> {
    return this.change(input.id, () => this.editing.execute(input, userId));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  async deleteReview(
    @Args('id', new Parsed(id)) reviewId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<{ reviewId: string; errors: [] }> {
    await this.deleting.execute(reviewId, userId);
    return { reviewId, errors: [] };
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  removeReviewPicture(
    @Args('reviewId', new Parsed(id)) reviewId: string,
    @Args('pictureId', new Parsed(id)) pictureId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReviewPayload> {
    return this.change(reviewId, () => this.pictures.remove(reviewId, pictureId, userId));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  likeReview(
    @Args('id', new Parsed(id)) reviewId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReviewPayload> {
    return this.change(reviewId, () => this.likes.like('review', reviewId, userId));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  unlikeReview(
    @Args('id', new Parsed(id)) reviewId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReviewPayload> {
    return this.change(reviewId, () => this.likes.unlike('review', reviewId, userId));
  }

  private async change(reviewId: string, work: () => Promise<void>): Promise<ReviewPayload> {
    const { errors } = await refusalsAsData(work, REFUSALS);
    return { review: errors.length > 0 ? undefined : await this.details.find(reviewId), errors };
  }
}

export interface ReviewPayload {
  readonly review?: ReviewView;
  readonly errors: readonly UserError[];
}
