import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, type Identity, type PageQuestion, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import {
  approvalInput,
  type ApprovalInput,
  Moderate,
  rejectionInput,
  type RejectionInput,
} from '../commands/moderate.ts';
import { ReportAbuse, reportInput, type ReportInput } from '../commands/report-abuse.ts';
import type { ReviewStatus } from '../domain/review.ts';
import { CommentThreads, type CommentView } from '../queries/comment-threads.ts';
import { type DecisionView, ModerationLists, type ReportView } from '../queries/moderation-lists.ts';
import { ReviewDetails } from '../queries/review-details.ts';
import type { ReviewView } from '../queries/review-view.ts';
import type { CommentPayload } from './comments.resolver.ts';
import { type Connection, toConnection } from './connection.ts';
import type { Reference } from './product-fields.resolver.ts';
import type { ReviewPayload } from './reviews.resolver.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  ReviewNotDecidable: 'PlainUserError',
  CommentGone: 'PlainUserError',
  VersionConflict: 'VersionConflictError',
};

/** What people report, and what moderators decide. */
@Resolver()
export class ModerationResolver {
  constructor(
    private readonly lists: ModerationLists,
    private readonly reporting: ReportAbuse,
    private readonly moderating: Moderate,
    private readonly details: ReviewDetails,
    private readonly threads: CommentThreads,
  ) {}

  @RequiresScopes('reviews:moderate:any')
  @Query()
  async reviewsToModerate(
    @Args() question: PageQuestion & { readonly status?: ReviewStatus | null },
  ): Promise<Connection<ReviewView>> {
    return toConnection(await this.lists.reviews(question));
  }

  @RequiresScopes('reviews:moderate:any')
  @Query()
  async abuseReports(@Args() question: PageQuestion): Promise<Connection<ReportView>> {
    return toConnection(await this.lists.reports(question));
  }

  @RequiresScopes('reviews:moderate:any')
  @Query()
  async moderationDecisions(
    @Args('reviewId', new Parsed(id)) reviewId: string,
    @Args('first') first?: number | null,
    @Args('after') after?: string | null,
  ): Promise<Connection<DecisionView>> {
    return toConnection(await this.lists.decisions(reviewId, { first, after }));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  async reportReview(
    @Args('input', new Parsed(reportInput)) input: ReportInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<{ isReported: true; errors: [] }> {
    await this.reporting.review(input, userId);
    return { isReported: true, errors: [] };
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  async reportComment(
    @Args('input', new Parsed(reportInput)) input: ReportInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<{ isReported: true; errors: [] }> {
    await this.reporting.comment(input, userId);
    return { isReported: true, errors: [] };
  }

  @RequiresScopes('reviews:moderate:any')
  @Mutation()
  approveReview(
    @Args('input', new Parsed(approvalInput)) input: ApprovalInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReviewPayload> {
    return this.decideReview(input.id, () => this.moderating.approveReview(input, userId));
  }

  @RequiresScopes('reviews:moderate:any')
  @Mutation()
  rejectReview(
    @Args('input', new Parsed(rejectionInput)) input: RejectionInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ReviewPayload> {
    return this.decideReview(input.id, () => this.moderating.rejectReview(input, userId));
  }

  @RequiresScopes('reviews:moderate:any')
  @Mutation()
  showComment(
    @Args('input', new Parsed(approvalInput)) input: ApprovalInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<CommentPayload> {
    return this.decideComment(input.id, () => this.moderating.showComment(input, userId));
  }

  @RequiresScopes('reviews:moderate:any')
  @Mutation()
  hideComment(
    @Args('input', new Parsed(rejectionInput)) input: RejectionInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<CommentPayload> {
    return this.decideComment(input.id, () => this.moderating.hideComment(input, userId));
  }

  private async decideReview(reviewId: string, work: () => Promise<void>): Promise<ReviewPayload> {
    const { errors } = await refusalsAsData(work, REFUSALS);
    return { review: errors.length > 0 ? undefined : await this.details.find(reviewId), errors };
  }

  private async decideComment(commentId: string, work: () => Promise<void>): Promise<CommentPayload> {
    const { errors } = await refusalsAsData(work, REFUSALS);
    return { comment: errors.length > 0 ? undefined : await this.threads.find(commentId), errors };
  }
}

/** Only moderators come here, who see everything. */
@Resolver('AbuseReport')
export class AbuseReportResolver {
  constructor(
    private readonly details: ReviewDetails,
    private readonly threads: CommentThreads,
  ) {}

  @ResolveField()
  review({ reviewId }: ReportView): Promise<ReviewView | undefined> {
    return this.details.find(reviewId);
  }

  @ResolveField()
  async comment({ commentId }: ReportView): Promise<CommentView | undefined> {
    return commentId === null ? undefined : this.threads.find(commentId);
  }

  @ResolveField()
  reporter({ reporterId: userId }: ReportView): Reference {
    return { id: userId };
  }
}
