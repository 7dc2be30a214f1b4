import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  MatchedVersion,
  matching,
  NotFound,
  pageOf,
  pageQuery,
  type PageQuery,
  Public,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { AddComment } from '../commands/add-comment.ts';
import { ChangeComment } from '../commands/change-comment.ts';
import { ChangeLikes } from '../commands/change-likes.ts';
import { commentChanges, type CommentChanges, commentWords, type CommentWords } from '../commands/comment-input.ts';
import { CommentThreads, type FoundComment } from '../queries/comment-threads.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import { type CommentAnswer, commentView, toCommentAnswer } from './comment.view.ts';
import { isStaff, isVisible, requireVisible } from './visibility.ts';

const AnswersWithComments = ApiResponse({
  status: 200,
  description: 'A page; "Link" leads to the next.',
  schema: toOpenApi(pageOf(commentView)),
});
type Page = { items: CommentAnswer[]; nextCursor: string | null };

@ApiTags('Comments')
@Controller('api/v1')
export class CommentsController {
  constructor(
    private readonly threads: CommentThreads,
    private readonly reviews: ReviewDetails,
    private readonly adding: AddComment,
    private readonly changing: ChangeComment,
    private readonly likes: ChangeLikes,
  ) {}

  @Public()
  @Get('reviews/:id/comments')
  @ApiOperation({ summary: "The first comments of a review's threads, the oldest first." })
  @AnswersWithComments
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async ofReview(
    @Param('id', { schema: id }) reviewId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    // What is no page is refused before anything is looked up.
    const page = await this.threads.ofReview(reviewId, toPageQuestion(query));
    requireVisible(await this.reviews.find(reviewId));
    return toPageView(page, reply, toCommentAnswer);
  }

  @Public()
  @Get('comments/:id/replies')
  @ApiOperation({ summary: 'Direct answers to a comment, the oldest first.' })
  @AnswersWithComments
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async ofComment(
    @Param('id', { schema: id }) commentId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page> {
    const page = await this.threads.ofComment(commentId, toPageQuestion(query));
    await this.find(commentId);
    return toPageView(page, reply, toCommentAnswer);
  }

  @RequiresScopes('reviews:write:own')
  @Post('reviews/:id/comments')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Comments on a review, or answers a comment of it.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({ status: 201, description: 'The comment.', schema: toOpenApi(commentView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  @ApiResponse({ status: 409, description: 'COMMENT_TOO_DEEP, COMMENT_GONE.' })
  async add(
    @Param('id', { schema: id }) reviewId: string,
    @Body({ schema: commentWords }) words: CommentWords,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommentAnswer> {
    const by = { authorId: identity.userId, isStaff: isStaff(identity), idempotencyKey };
    const added = await this.adding.execute({ reviewId, ...words }, by);
    return this.answer(added.id, reply);
  }

  @RequiresScopes('reviews:write:own')
  @Patch('comments/:id')
  @ApiBearerAuth()
  @ApiOperation({ summary: "Changes one's own comment." })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was read, such as "3".' })
  @ApiResponse({ status: 200, description: 'The comment as it is now.', schema: toOpenApi(commentView) })
  @ApiResponse({ status: 404, description: "NOT_FOUND, also for somebody else's." })
  @ApiResponse({ status: 409, description: 'COMMENT_GONE.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async edit(
    @Param('id', { schema: id }) commentId: string,
    @Body({ schema: commentChanges }) { text }: CommentChanges,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() { userId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommentAnswer> {
    await matching(() => this.changing.edit({ id: commentId, expectedVersion, text }, userId));
    return this.answer(commentId, reply);
  }

  @RequiresScopes('reviews:write:own')
  @Delete('comments/:id')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Takes back what one has said; its place in the thread stays.' })
  @ApiResponse({ status: 404, description: "NOT_FOUND, also for somebody else's." })
  remove(@Param('id', { schema: id }) commentId: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.changing.delete(commentId, userId);
  }

  @RequiresScopes('reviews:write:own')
  @Put('comments/:id/like')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Says that a comment of somebody else is helpful; saying it again is fine.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  @ApiResponse({ status: 409, description: 'OWN_LIKE_REFUSED.' })
  like(@Param('id', { schema: id }) commentId: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.likes.like('comment', commentId, userId);
  }

  @RequiresScopes('reviews:write:own')
  @Delete('comments/:id/like')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Takes that back; nothing happens where nothing was said.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  @ApiResponse({ status: 409, description: 'OWN_LIKE_REFUSED.' })
  unlike(@Param('id', { schema: id }) commentId: string, @CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.likes.unlike('comment', commentId, userId);
  }

  private async answer(commentId: string, reply: FastifyReply): Promise<CommentAnswer> {
    const comment = await this.find(commentId);
    reply.header('etag', `"${comment.version}"`);
    return toCommentAnswer(comment);
  }

  private async find(commentId: string): Promise<FoundComment> {
    const comment = await this.threads.find(commentId);
    if (!comment || !isVisible(comment.review)) throw new NotFound('The comment');
    return comment;
  }
}
