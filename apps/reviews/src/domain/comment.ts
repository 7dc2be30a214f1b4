import { CommentGone, CommentTooDeep } from './reviews.errors.ts';

/** A comment on a review is 1 deep, an answer to it 2, and so on. */
export const DEEPEST_COMMENT = 4;

/** Everybody sees a visible one; the place of the others in their thread stays. */
export const COMMENT_STATUSES = ['VISIBLE', 'HIDDEN', 'DELETED'] as const;
export type CommentStatus = (typeof COMMENT_STATUSES)[number];

/** What somebody says to a review or to another comment. */
export interface Comment {
  readonly id: string;
  readonly reviewId: string;
  /** The comment that it answers; null for one on the review itself. */
  readonly parentId: string | null;
  readonly depth: number;
  readonly authorId: string;
  readonly isByStaff: boolean;
  /** Null once it is deleted. */
  readonly text: string | null;
  readonly status: CommentStatus;
  readonly version: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

export type NewComment = Pick<Comment, 'id' | 'reviewId' | 'authorId' | 'isByStaff' | 'createdAt'> & {
  readonly text: string;
};

/** Throws `CommentTooDeep`, and `CommentGone` for an answer to what is not there to be read. */
export function writeComment(words: NewComment, parent: Comment | undefined): Comment {
  if (parent && parent.status !== 'VISIBLE') throw new CommentGone();
  const depth = (parent?.depth ?? 0) + 1;
  if (depth > DEEPEST_COMMENT) throw new CommentTooDeep(DEEPEST_COMMENT);
  return { ...words, parentId: parent?.id ?? null, depth, status: 'VISIBLE', version: 1, editedAt: null };
}

/** Throws `CommentGone`: what a moderator has hidden does not come back by an edit. */
export function editComment(comment: Comment, text: string, now: Date): Comment {
  if (comment.status !== 'VISIBLE') throw new CommentGone();
  return { ...comment, text, version: comment.version + 1, editedAt: now };
}

/** Deleting twice is fine. */
export function deleteComment(comment: Comment): Comment {
  if (comment.status === 'DELETED') return comment;
  return { ...comment, text: null, status: 'DELETED', version: comment.version + 1 };
}

/** Showing what is shown dismisses what was said against it. Throws `CommentGone` for one that is deleted. */
export function showComment(comment: Comment): Comment {
  return withStatus(comment, 'VISIBLE');
}

/** Throws `CommentGone` for one that is deleted. */
export function hideComment(comment: Comment): Comment {
  return withStatus(comment, 'HIDDEN');
}

function withStatus(comment: Comment, status: 'VISIBLE' | 'HIDDEN'): Comment {
  if (comment.status === 'DELETED') throw new CommentGone();
  return comment.status === status ? comment : { ...comment, status, version: comment.version + 1 };
}
