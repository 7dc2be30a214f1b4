import { id } from '@tovar/contracts';
import { z } from 'zod';
import { COMMENT_STATUSES } from '../domain/comment.ts';
import type { CommentView } from '../queries/comment-threads.ts';
import { readableText } from './visibility.ts';

/** A comment as REST answers it. */
export const commentView = z.object({
  id,
  reviewId: id,
  parentId: id.nullable(),
  depth: z.int(),
  authorId: id,
  isByStaff: z.boolean(),
  text: z.string().nullable().meta({ description: 'Null when it is deleted or hidden.' }),
  status: z.enum(COMMENT_STATUSES),
  likeCount: z.int(),
  replyCount: z.int(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
});
export type CommentAnswer = z.output<typeof commentView>;

export function toCommentAnswer(comment: CommentView): CommentAnswer {
  const { id: commentId, reviewId, parentId, depth, authorId, isByStaff, status, version } = comment;
  const named = { id: commentId, reviewId, parentId, depth, authorId, isByStaff, status, version };
  return {
    ...named,
    text: readableText(comment),
    likeCount: comment.likes,
    replyCount: comment.replies,
    createdAt: comment.createdAt.toISOString(),
    editedAt: comment.editedAt?.toISOString() ?? null,
  };
}
