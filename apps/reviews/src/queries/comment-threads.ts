import { Injectable } from '@nestjs/common';
import {
  anyOf,
  Database,
  decodeCursor,
  type KeysetPage,
  type PageQuestion,
  pageSize,
  PagesTogether,
  RequestBatch,
  rowsOf,
  toPage,
} from '@tovar/platform';
import type { Comment } from '../domain/comment.ts';
import type { ReviewStatus } from '../domain/review.ts';
import { FIRST_ID } from './review-view.ts';

/** A comment as it is shown. */
export interface CommentView extends Comment {
  readonly likes: number;
  readonly replies: number;
}

/** A comment by itself, and what decides who sees it. */
export interface FoundComment extends CommentView {
  readonly review: { readonly status: ReviewStatus; readonly authorId: string };
}

/** Comments, page by page: the oldest first, as one reads a conversation. */
@Injectable()
export class CommentThreads {
  private readonly onReviews = new PagesTogether<PageQuestion, CommentView>((ids, asked) =>
    this.load(ON_REVIEWS, 'reviewId', ids, asked),
  );
  private readonly onComments = new PagesTogether<PageQuestion, CommentView>((ids, asked) =>
    this.load(ON_COMMENTS, 'parentId', ids, asked),
  );
  private readonly byId = new RequestBatch((ids) => this.loadById(ids));

  constructor(private readonly database: Database) {}

  /** Of a review's threads their first comments. Throws `InvalidPageSize` and `InvalidCursor`, both before any SQL. */
  async ofReview(reviewId: string, { first, after }: PageQuestion): Promise<KeysetPage<CommentView>> {
    return this.onReviews.of(reviewId, { first: pageSize(first), after });
  }

  /** The direct answers to a comment; as `ofReview` otherwise. */
  async ofComment(commentId: string, { first, after }: PageQuestion): Promise<KeysetPage<CommentView>> {
    return this.onComments.of(commentId, { first: pageSize(first), after });
  }

  find(id: string): Promise<FoundComment | undefined> {
    return this.byId.load(id);
  }

  private async load(
    statement: typeof ON_REVIEWS,
    parent: 'reviewId' | 'parentId',
    ids: readonly string[],
    { first, after }: PageQuestion,
  ): Promise<ReadonlyMap<string, KeysetPage<CommentView>>> {
    const size = pageSize(first);
    const [behind] = after ? decodeCursor(after, 'uuid') : [FIRST_ID];
    const rows = await this.database.prepared<CommentView>(statement, [ids, behind, size + 1]);
    const byParent = Map.groupBy(rows, (comment) => comment[parent] ?? '');
    return new Map([...byParent].map(([id, comments]) => [id, toPage(comments, size, (comment) => [comment.id])]));
  }

  private async loadById(ids: readonly string[]): Promise<ReadonlyMap<string, FoundComment>> {
    const rows = await this.database.prepared<FoundComment>(BY_ID, [ids]);
    return new Map(rows.map((comment) => [comment.id, comment]));
  }
}

const COLUMNS = `
  c.id, c.review_id AS "reviewId", c.parent_id AS "parentId", c.depth, c.author_id AS "authorId",
  c.is_by_staff AS "isByStaff", c.text, c.status, c.likes, c.replies, c.version, c.created_at AS "createdAt",
  c.edited_at AS "editedAt"`;

const pageOf = (condition: string): string => `
  SELECT ${COLUMNS}
    FROM ${rowsOf('uuid')} AS asked (id)
         CROSS JOIN LATERAL (SELECT * FROM comment WHERE ${condition} AND id > $2::uuid ORDER BY id LIMIT $3) c
   ORDER BY c.id`;

const ON_REVIEWS = { name: 'comments.of-reviews', text: pageOf('review_id = asked.id AND parent_id IS NULL') };
const ON_COMMENTS = { name: 'comments.of-comments', text: pageOf('parent_id = asked.id') };
const BY_ID = {
  name: 'comments.by-id',
  text: `SELECT ${COLUMNS}, json_build_object('status', r.status, 'authorId', r.author_id) AS review
           FROM comment c JOIN review r ON r.id = c.review_id WHERE c.id = ${anyOf('uuid')}`,
};
