import { Injectable } from '@nestjs/common';
import { deleteComment, editComment } from '../domain/comment.ts';
import { CommentRepository } from '../domain/comment.repository.ts';
import type { EditCommentInput } from './comment-input.ts';
import { requireAuthor } from './require-author.ts';

/** What an author may do with a comment of theirs. */
@Injectable()
export class ChangeComment {
  constructor(private readonly comments: CommentRepository) {}

  /** Throws `NotFound`, also for somebody else's, `VersionConflict` and `CommentGone`. */
  async edit({ id, expectedVersion, text }: EditCommentInput, authorId: string): Promise<void> {
    await this.comments.change(id, expectedVersion, (comment) =>
      editComment(requireAuthor(comment, 'The comment', authorId), text, new Date()),
    );
  }

  /** Deleting twice is fine. Throws `NotFound`, also for somebody else's. */
  async delete(id: string, authorId: string): Promise<void> {
    await this.comments.change(id, undefined, (comment) =>
      deleteComment(requireAuthor(comment, 'The comment', authorId)),
    );
  }
}
