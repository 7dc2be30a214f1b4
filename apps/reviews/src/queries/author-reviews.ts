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
import { LAST_ID, REVIEW_COLUMNS, type ReviewView } from './review-view.ts';

interface OfAuthors extends PageQuestion {
  /** Also those that nobody else sees. */
  readonly withHidden: boolean;
}

/** What people have written, the latest first, and how much. */
@Injectable()
export class AuthorReviews {
  private readonly pages = new PagesTogether<OfAuthors, ReviewView>((ids, terms) => this.load(ids, terms));
  private readonly counts = new RequestBatch((ids) => this.loadCounts(ids));

  constructor(private readonly database: Database) {}

  /**
   * One statement for all people of a request who are asked about alike. Throws `InvalidPageSize` and `InvalidCursor`, both
   * before any SQL.
   */
  async of(authorId: string, { first, after, withHidden }: OfAuthors): Promise<KeysetPage<ReviewView>> {
    return this.pages.of(authorId, { first: pageSize(first), after, withHidden });
  }

  /** How many reviews of the person everybody sees. One statement for all people of a request. */
  async countOf(authorId: string): Promise<number> {
    return (await this.counts.load(authorId)) ?? 0;
  }

  private async load(
    authorIds: readonly string[],
    { first, after, withHidden }: OfAuthors,
  ): Promise<ReadonlyMap<string, KeysetPage<ReviewView>>> {
    const size = pageSize(first);
    const [before] = after ? decodeCursor(after, 'uuid') : [LAST_ID];
    const rows = await this.database.prepared<ReviewView>(OF_AUTHORS, [authorIds, withHidden, before, size + 1]);
    const byAuthor = Map.groupBy(rows, ({ authorId }) => authorId);
    return new Map([...byAuthor].map(([authorId, reviews]) => [authorId, toPage(reviews, size, ({ id }) => [id])]));
  }

  private async loadCounts(authorIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.prepared<{ id: string; count: number }>(COUNTS, [authorIds]);
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}

const OF_AUTHORS = {
  name: 'reviews.of-authors',
  text: `
    SELECT ${REVIEW_COLUMNS}
      FROM ${rowsOf('uuid')} AS asked (author_id)
           CROSS JOIN LATERAL (
             SELECT * FROM review
              WHERE author_id = asked.author_id AND (status = 'APPROVED' OR $2::boolean) AND id < $3::uuid
              ORDER BY id DESC LIMIT $4) r
     ORDER BY r.author_id, r.id DESC`,
};
const COUNTS = {
  name: 'reviews.count-of-authors',
  text: `SELECT author_id AS id, count(*)::integer AS count
           FROM review WHERE author_id = ${anyOf('uuid')} AND status = 'APPROVED' GROUP BY author_id`,
};
