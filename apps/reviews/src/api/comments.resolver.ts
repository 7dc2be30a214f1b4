import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, IdempotencyKey, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { z } from 'zod';
import { AddComment } from '../commands/add-comment.ts';
import { ChangeComment } from '../commands/change-comment.ts';
import { ChangeLikes } from '../commands/change-likes.ts';
import { addCommentInput, editCommentInput, type EditCommentInput } from '../commands/comment-input.ts';
import { CommentThreads, type CommentView } from '../queries/comment-threads.ts';
import { isStaff } from './visibility.ts';

const addInput = addCommentInput.extend({ idempotencyKey: z.string().max(255).nullish() });
type AddInput = z.output<typeof addInput>;

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  CommentTooDeep: 'PlainUserError',
  CommentGone: 'PlainUserError',
  OwnLikeRefused: 'PlainUserError',
  VersionConflict: 'VersionConflictError',
};

/** What people say to reviews and to each other. */
@Resolver()
export class CommentsResolver {
  constructor(
    private readonly threads: CommentThreads,
    private readonly adding: AddComment,
    private readonly changing: ChangeComment,
    private readonly likes: ChangeLikes,
  ) {}

  @RequiresScopes('reviews:write:own')
  @Mutation()
  async addComment(
    @Args('input', new Parsed(addInput)) { idempotencyKey, ...input }: AddInput,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() identity: Identity,
  ): Promise<CommentPayload> {
    const by = { authorId: identity.userId, isStaff: isStaff(identity), idempotencyKey: idempotencyKey ?? header };
    const { result, errors } = await refusalsAsData(() => this.adding.execute(input, by), REFUSALS);
    return { comment: result && (await this.threads.find(result.id)), errors };
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  editComment(
    @Args('input', new Parsed(editCommentInput)) input: EditCommentInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<CommentPayload> {
    return this.change(input.id, () => this.changing.edit(input, userId));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  deleteComment(
    @Args('id', new Parsed(id)) commentId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<CommentPayload> {
    return this.change(commentId, () => this.changing.delete(commentId, userId));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  likeComment(
    @Args('id', new Parsed(id)) commentId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<CommentPayload> {
    return this.change(commentId, () => this.likes.like('comment', commentId, userId));
  }

  @RequiresScopes('reviews:write:own')
  @Mutation()
  unlikeComment(
    @Args('id', new Parsed(id)) commentId: string,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<CommentPayload> {
    return this.change(commentId, () => this.likes.unlike('comment', commentId, userId));
  }

  private async change(commentId: string, work: () => Promise<void>): Promise<CommentPayload> {
    const { errors } = await refusalsAsData(work, REFUSALS);
    return { comment: errors.length > 0 ? undefined : await this.threads.find(commentId), errors };
  }
}

export interface CommentPayload {
  readonly comment?: CommentView;
  readonly errors: readonly UserError[];
}
