import { Injectable } from '@nestjs/common';
import { Idempotency } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { writeComment } from '../domain/comment.ts';
import { CommentRepository } from '../domain/comment.repository.ts';
import type { AddCommentInput } from './comment-input.ts';

/** Who comments, and how they tell a repeated request from a second comment. */
export interface CommentCall {
  readonly authorId: string;
  /** Looks after reviews: speaks for the shop. */
  readonly isStaff: boolean;
  readonly idempotencyKey?: string | null;
}

/** Somebody says something to a review, or answers a comment. */
@Injectable()
export class AddComment {
  constructor(
    private readonly comments: CommentRepository,
    private readonly idempotency: Idempotency,
  ) {}

  /** Throws `NotFound` for what is not shown, `CommentTooDeep` and `CommentGone`. */
  async execute(input: AddCommentInput, { idempotencyKey: key, ...by }: CommentCall): Promise<{ id: string }> {
    if (!key) return this.add(input, by);
    const call = { principal: by.authorId, operation: 'addComment', key, payload: input };
    return (await this.idempotency.once(call, () => this.add(input, by))).result;
  }

  private async add(
    { reviewId, parentId, text }: AddCommentInput,
    { authorId, isStaff: isByStaff }: Omit<CommentCall, 'idempotencyKey'>,
  ): Promise<{ id: string }> {
    const words = { id: uuidv7(), reviewId, authorId, isByStaff, text, createdAt: new Date() };
    const { id } = await this.comments.add({ reviewId, parentId }, (parent) => writeComment(words, parent));
    return { id };
  }
}
