import { id } from '@tovar/contracts';
import { z } from 'zod';
import { text } from './review-input.ts';

const words = text(2_000);

/** A comment on a review, or with `parentId` an answer to one of its comments. */
export const commentWords = z.strictObject({ text: words, parentId: id.nullish() });
export type CommentWords = z.output<typeof commentWords>;

export const addCommentInput = commentWords.extend({ reviewId: id });
export type AddCommentInput = z.output<typeof addCommentInput>;

export const commentChanges = z.strictObject({ text: words });
export type CommentChanges = z.output<typeof commentChanges>;

export const editCommentInput = commentChanges.extend({ id, expectedVersion: z.int() });
export type EditCommentInput = z.output<typeof editCommentInput>;
