import { Injectable } from '@nestjs/common';
import type { CommentChange, ShopEvent } from '@tovar/contracts';
import { Database, NotFound, Outbox, VersionConflict } from '@tovar/platform';
import type { Comment, CommentStatus } from '../domain/comment.ts';
import { CommentRepository } from '../domain/comment.repository.ts';
import { CommentEntity } from './comment.entity.ts';

/** The review is always locked before its comments, so that nobody waits for each other. */
@Injectable()
export class TypeOrmCommentRepository extends CommentRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  add(
    { reviewId, parentId }: { readonly reviewId: string; readonly parentId?: string | null },
    write: (parent: Comment | undefined) => Comment,
  ): Promise<Comment> {
    return this.database.transaction(async () => {
      const [review] = await this.database.prepared<CommentedReview>(COUNT_COMMENT, [reviewId]);
      if (!review) throw new NotFound('The review');
      const parent = parentId ? await this.lock(parentId, reviewId) : undefined;
      const comment = write(parent);
      await this.database.repository(CommentEntity).insert(comment);
      if (parent) await this.database.prepared(COUNT_REPLY, [parent.id]);
      await this.tell(commentNews(comment, review, parent));
      return comment;
    });
  }

  change(id: string, expectedVersion: number | undefined, change: (comment: Comment) => Comment): Promise<Comment> {
    return this.database.transaction(async () => {
      const [review] = await this.database.prepared<CommentedReview & { id: string }>(LOCK_REVIEW_OF, [id]);
      if (!review) throw new NotFound('The comment');
      const before = await this.lock(id, review.id);
      if (expectedVersion !== undefined && before.version !== expectedVersion)
        throw new VersionConflict('The comment', before.version);
      const after = change(before);
      if (after === before) return before;
      await this.database.repository(CommentEntity).update({ id }, after);
      const shown = Number(after.status === 'VISIBLE') - Number(before.status === 'VISIBLE');
      if (shown !== 0) await this.database.prepared(COUNT_SHOWN, [review.id, shown]);
      await this.tell(changeNews(after, review, inAWord(before.status, after.status)));
      return after;
    });
  }

  private async lock(id: string, reviewId: string): Promise<Comment> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await this.database.repository(CommentEntity).findOne({ where: { id, reviewId }, lock });
    if (!row) throw new NotFound('The comment');
    return row;
  }

  private tell(event: ShopEvent): Promise<void> {
    return this.outbox.add({ events: [event] }, this.database);
  }
}

interface CommentedReview {
  readonly productId: string;
  readonly authorId: string;
}

const COUNT_COMMENT = {
  name: 'review.count-comment',
  text: `UPDATE review SET comments = comments + 1 WHERE id = $1 AND status = 'APPROVED'
         RETURNING product_id AS "productId", author_id AS "authorId"`,
};
const COUNT_REPLY = {
  name: 'comment.count-reply',
  text: 'UPDATE comment SET replies = replies + 1 WHERE id = $1',
};
const COUNT_SHOWN = {
  name: 'review.count-shown',
  text: 'UPDATE review SET comments = comments + $2::integer WHERE id = $1',
};
const LOCK_REVIEW_OF = {
  name: 'review.lock-of-comment',
  text: `SELECT id, product_id AS "productId", author_id AS "authorId" FROM review
          WHERE id = (SELECT review_id FROM comment WHERE id = $1) FOR NO KEY UPDATE`,
};

function inAWord(before: CommentStatus, after: CommentStatus): CommentChange {
  if (before === after) return 'EDITED';
  return ({ VISIBLE: 'SHOWN', HIDDEN: 'HIDDEN', DELETED: 'DELETED' } as const)[after];
}

function commentNews(
  { id: commentId, reviewId, authorId, isByStaff }: Comment,
  { productId, authorId: reviewAuthorId }: CommentedReview,
  parent: Comment | undefined,
): ShopEvent<'review.commented.v1'> {
  const authors = { authorId, reviewAuthorId, parentAuthorId: parent?.authorId ?? null };
  return {
    type: 'review.commented.v1',
    subject: reviewId,
    data: { reviewId, productId, commentId, isByStaff, ...authors },
  };
}

function changeNews(
  { id: commentId, reviewId, authorId }: Comment,
  { productId }: CommentedReview,
  change: CommentChange,
): ShopEvent<'comment.changed.v1'> {
  return { type: 'comment.changed.v1', subject: reviewId, data: { reviewId, productId, commentId, authorId, change } };
}
