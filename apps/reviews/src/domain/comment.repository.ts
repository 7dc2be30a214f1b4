import type { Comment } from './comment.ts';

/** Comments and what is counted of them. Each write tells the others, in the same transaction. */
export abstract class CommentRepository {
  /**
   * Lets `write` make a comment on an approved review, or an answer to one of its comments, which is locked. Throws
   * `NotFound` for a review that is not shown and for a comment of another review.
   */
  abstract add(
    place: { readonly reviewId: string; readonly parentId?: string | null },
    write: (parent: Comment | undefined) => Comment,
  ): Promise<Comment>;

  /** As `ReviewRepository.change`. */
  abstract change(
    id: string,
    expectedVersion: number | undefined,
    change: (comment: Comment) => Comment,
  ): Promise<Comment>;
}
