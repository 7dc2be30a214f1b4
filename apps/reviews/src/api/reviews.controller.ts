import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  type Identity,
  MatchedVersion,
  matching,
  Public,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { ChangeLikes } from '../commands/change-likes.ts';
import { DeleteReview } from '../commands/delete-review.ts';
import { EditReview } from '../commands/edit-review.ts';
import {
  reviewChanges,
  type ReviewChanges,
  writeReviewInput,
  type WriteReviewInput,
} from '../commands/review-input.ts';
import { WriteReview } from '../commands/write-review.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import { type ReviewAnswer, reviewView, toReviewAnswer } from './review.view.ts';
import { requireVisible } from './visibility.ts';

@ApiTags('Reviews')
@ApiBearerAuth()
@Controller('api/v1/reviews')
export class ReviewsController {
  constructor(
    private readonly details: ReviewDetails,
    private readonly writing: WriteReview,
    private readonly editing: EditReview,
    private readonly deleting: DeleteReview,
    private readonly likes: ChangeLikes,
  ) {}

  @RequiresScopes('reviews:write:own')
  @Post()
  @ApiOperation({ summary: 'Says what one thinks of a product, once.' })
  @ApiResponse({
    status: 201,
    description: 'The review, which may wait for a moderator.',
    schema: toOpenApi(reviewView),
  })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: customers do not see such a product.' })
  @ApiResponse({ status: 409, description: 'ALREADY_REVIEWED, NOT_BOUGHT.' })
  async write(
    @Body({ schema: writeReviewInput }) input: WriteReviewInput,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewAnswer> {
    const written = await this.writing.execute(input, userId);
    return this.answer(written.id, reply);
  }

  @Public()
  @Get(':id')
  @ApiOperation({ summary: "A review that everybody sees, one's own, or any for those who moderate reviews." })
  @ApiResponse({ status: 200, description: 'The review.', schema: toOpenApi(reviewView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  find(
    @Param('id', { schema: id }) reviewId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewAnswer> {
    return this.answer(reviewId, reply);
  }

  @RequiresScopes('reviews:write:own')
  @Patch(':id')
  @ApiOperation({ summary: "Changes one's own review. Where moderators look at reviews, one looks again." })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was read, such as "3".' })
  @ApiResponse({ status: 200, description: 'The review as it is now.', schema: toOpenApi(reviewView) })
  @ApiResponse({ status: 404, description: "NOT_FOUND, also for somebody else's." })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async edit(
    @Param('id', { schema: id }) reviewId: string,
    @Body({ schema: reviewChanges }) changes: ReviewChanges,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewAnswer> {
    await matching(() => this.editing.execute({ id: reviewId, expectedVersion, ...changes }, userId));
    return this.answer(reviewId, reply);
  }

  @RequiresScopes('reviews:write:own')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: "Takes one's own review back, with all comments on it." })
  @ApiResponse({ status: 404, description: "NOT_FOUND, also for somebody else's." })
  remove(@Param('id', { schema: id }) reviewId: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.deleting.execute(reviewId, userId);
  }

  @RequiresScopes('reviews:write:own')
  @Put(':id/like')
  @HttpCode(204)
  @ApiOperation({ summary: 'Says that a review of somebody else is helpful; saying it again is fine.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  @ApiResponse({ status: 409, description: 'OWN_LIKE_REFUSED.' })
  like(@Param('id', { schema: id }) reviewId: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.likes.like('review', reviewId, userId);
  }

  @RequiresScopes('reviews:write:own')
  @Delete(':id/like')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes that back; nothing happens where nothing was said.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  @ApiResponse({ status: 409, description: 'OWN_LIKE_REFUSED.' })
  unlike(@Param('id', { schema: id }) reviewId: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.likes.unlike('review', reviewId, userId);
  }

  private async answer(reviewId: string, reply: FastifyReply): Promise<ReviewAnswer> {
    const review = requireVisible(await this.details.find(reviewId));
    reply.header('etag', `"${review.version}"`);
    return toReviewAnswer(review);
  }
}
