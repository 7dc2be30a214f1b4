import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  type Identity,
  MatchedVersion,
  matching,
  pageOf,
  pageQuery,
  type PageQuery,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { approvalInput, Moderate, rejectionInput } from '../commands/moderate.ts';
import { abuse, type Abuse, ReportAbuse } from '../commands/report-abuse.ts';
import { REVIEW_STATUSES } from '../domain/review.ts';
import { ModerationLists } from '../queries/moderation-lists.ts';
import {
  decisionView,
  type DecisionAnswer,
  reportView,
  type ReportAnswer,
  toDecisionAnswer,
  toReportAnswer,
} from './moderation.view.ts';
import { type ReviewAnswer, reviewView, toReviewAnswer } from './review.view.ts';

const because = approvalInput.pick({ reason: true }).default({});
const becauseOf = rejectionInput.pick({ reason: true });
type Because = z.output<typeof because>;
type BecauseOf = z.output<typeof becauseOf>;

const queueQuery = pageQuery.extend({
  status: z.enum(REVIEW_STATUSES).default('PENDING').meta({ description: 'Those that wait unless asked otherwise.' }),
});
type QueueQuery = z.output<typeof queueQuery>;
const decisionsQuery = pageQuery.extend({
  reviewId: id.optional().meta({ description: 'Only those about this review and its comments.' }),
});
type DecisionsQuery = z.output<typeof decisionsQuery>;
type Page<Item> = { items: Item[]; nextCursor: string | null };

/** What the routes of all decisions have in common, for the OpenAPI document. */
const Decides = (summary: string): MethodDecorator =>
  applyDecorators(
    HttpCode(204),
    ApiBearerAuth(),
    ApiOperation({ summary }),
    ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was looked at.' }),
    ApiResponse({ status: 204, description: 'It is decided.' }),
    ApiResponse({ status: 404, description: 'NOT_FOUND.' }),
    ApiResponse({ status: 409, description: 'REVIEW_NOT_DECIDABLE, COMMENT_GONE.' }),
    ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' }),
  );

const Reports = (summary: string): MethodDecorator =>
  applyDecorators(
    HttpCode(204),
    ApiBearerAuth(),
    ApiOperation({ summary }),
    ApiResponse({ status: 204, description: 'The moderators have been told.' }),
    ApiResponse({ status: 404, description: 'NOT_FOUND.' }),
  );

@ApiTags('Moderation')
@Controller('api/v1')
export class ModerationController {
  constructor(
    private readonly lists: ModerationLists,
    private readonly reporting: ReportAbuse,
    private readonly moderating: Moderate,
  ) {}

  @RequiresScopes('reviews:moderate:any')
  @Get('moderation/reviews')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Reviews of a status, the oldest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(reviewView)) })
  async reviews(
    @Query({ schema: queueQuery }) { status, ...page }: QueueQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<ReviewAnswer>> {
    return toPageView(await this.lists.reviews({ status, ...toPageQuestion(page) }), reply, toReviewAnswer);
  }

  @RequiresScopes('reviews:moderate:any')
  @Get('moderation/reports')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What people reported and nobody has decided about, the oldest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(reportView)) })
  async reports(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<ReportAnswer>> {
    return toPageView(await this.lists.reports(toPageQuestion(query)), reply, toReportAnswer);
  }

  @RequiresScopes('reviews:moderate:any')
  @Get('moderation/decisions')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What was decided about reviews and comments, the latest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(decisionView)) })
  async decisions(
    @Query({ schema: decisionsQuery }) { reviewId, ...page }: DecisionsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<DecisionAnswer>> {
    return toPageView(await this.lists.decisions(reviewId ?? null, toPageQuestion(page)), reply, toDecisionAnswer);
  }

  @RequiresScopes('reviews:write:own')
  @Post('reviews/:id/reports')
  @Reports('Tells the moderators that a review should not stand there.')
  reportReview(
    @Param('id', { schema: id }) reviewId: string,
    @Body({ schema: abuse }) said: Abuse,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    return this.reporting.review({ id: reviewId, ...said }, userId);
  }

  @RequiresScopes('reviews:write:own')
  @Post('comments/:id/reports')
  @Reports('Tells the moderators that a comment should not stand there.')
  reportComment(
    @Param('id', { schema: id }) commentId: string,
    @Body({ schema: abuse }) said: Abuse,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    return this.reporting.comment({ id: commentId, ...said }, userId);
  }

  @RequiresScopes('reviews:moderate:any')
  @Post('reviews/:id/approval')
  @Decides('Everybody may see the review. What was reported of it is settled.')
  async approve(
    @Param('id', { schema: id }) reviewId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    await matching(() => this.moderating.approveReview({ id: reviewId, expectedVersion, ...input }, userId));
  }

  @RequiresScopes('reviews:moderate:any')
  @Post('reviews/:id/rejection')
  @Decides('Turns the review down, and tells its author why. What was reported of it is settled.')
  async reject(
    @Param('id', { schema: id }) reviewId: string,
    @Body({ schema: becauseOf }) input: BecauseOf,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    await matching(() => this.moderating.rejectReview({ id: reviewId, expectedVersion, ...input }, userId));
  }

  @RequiresScopes('reviews:moderate:any')
  @Post('comments/:id/approval')
  @Decides('Shows a comment that was hidden, or leaves it as it is. What was reported of it is settled.')
  async show(
    @Param('id', { schema: id }) commentId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    await matching(() => this.moderating.showComment({ id: commentId, expectedVersion, ...input }, userId));
  }

  @RequiresScopes('reviews:moderate:any')
  @Post('comments/:id/rejection')
  @Decides("Hides a comment's text. What was reported of it is settled.")
  async hide(
    @Param('id', { schema: id }) commentId: string,
    @Body({ schema: becauseOf }) input: BecauseOf,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    await matching(() => this.moderating.hideComment({ id: commentId, expectedVersion, ...input }, userId));
  }
}
