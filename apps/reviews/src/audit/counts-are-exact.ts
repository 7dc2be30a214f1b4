import { Injectable } from '@nestjs/common';
import { Database, Invariant, type Stretch, type Violation } from '@tovar/platform';

/** How many products one stretch looks at. */
const STRETCH = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class CountsAreExact extends Invariant {
  readonly id = 'INV-COUNT-1';
  readonly promise = 'Ratings, likes and comments are as many as are counted.';

  constructor(private readonly database: Database) {
    super();
  }

  /** There is no journal of counts: a stretch in each round, and all of them when everything is asked for. */
  async *changes(from: string | undefined): AsyncIterable<Stretch> {
    let behind: string | undefined = from ?? FIRST;
    while (behind !== undefined) {
      const rows: { id: string }[] = await this.database.query(PRODUCTS, [behind, STRETCH]);
      const next = rows.length === STRETCH ? rows.at(-1)?.id : undefined;
      yield { subjects: rows.map(({ id }) => id), reached: next ?? FIRST };
      behind = from === undefined ? next : undefined;
    }
  }

  check(productIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(DIFFERENT, [productIds]);
  }
}

const PRODUCTS = 'SELECT product_id AS id FROM known_product WHERE product_id > $1 ORDER BY product_id LIMIT $2';

const DIFFERENT = `
  SELECT p.product_id AS subject, 'its rating says otherwise than its reviews' AS problem
    FROM known_product p
         LEFT JOIN product_rating c ON c.product_id = p.product_id
         CROSS JOIN LATERAL (
           SELECT ARRAY[count(*) FILTER (WHERE rating = 1), count(*) FILTER (WHERE rating = 2),
                        count(*) FILTER (WHERE rating = 3), count(*) FILTER (WHERE rating = 4),
                        count(*) FILTER (WHERE rating = 5)]::integer[] AS counts
             FROM review WHERE product_id = p.product_id AND status = 'APPROVED') r
   WHERE p.product_id = ANY($1::uuid[])
     AND r.counts <> CASE WHEN c.product_id IS NULL THEN ARRAY[0, 0, 0, 0, 0]
                          ELSE ARRAY[c.one, c.two, c.three, c.four, c.five] END
  UNION ALL
  SELECT r.product_id, format('review %s counts %s likes and %s comments', r.id, r.likes, r.comments)
    FROM review r
   WHERE r.product_id = ANY($1::uuid[])
     AND (r.likes <> (SELECT count(*) FROM review_like WHERE review_id = r.id)
          OR r.comments <> (SELECT count(*) FROM comment WHERE review_id = r.id AND status = 'VISIBLE'))
  UNION ALL
  SELECT r.product_id, format('comment %s counts %s likes and %s replies', c.id, c.likes, c.replies)
    FROM review r JOIN comment c ON c.review_id = r.id
   WHERE r.product_id = ANY($1::uuid[])
     AND (c.likes <> (SELECT count(*) FROM comment_like WHERE comment_id = c.id)
          OR c.replies <> (SELECT count(*) FROM comment WHERE parent_id = c.id))`;
