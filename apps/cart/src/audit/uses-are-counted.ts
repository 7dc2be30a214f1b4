import { Injectable } from '@nestjs/common';
import { Database, Invariant, type Stretch, type Violation } from '@tovar/platform';

/** The last use of a limited promotion is given once, and given back once. */
@Injectable()
export class UsesAreCounted extends Invariant {
  readonly id = 'INV-COUP-1';
  readonly promise = 'A promotion is used as often as orders have its use, and never more often than it may be.';

  constructor(private readonly database: Database) {
    super();
  }

  async *changes(from: string | undefined, before: Date): AsyncIterable<Stretch> {
    const rows = await this.database.query<{ subject: string; reached: string }>(CHANGED, [
      from ?? '-infinity',
      before,
    ]);
    if (rows.length > 0) yield { subjects: rows.map(({ subject }) => subject), reached: rows.at(-1)?.reached };
  }

  check(promotionIds: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(WRONG, [promotionIds]);
  }
}

/** Promotions are few: one stretch holds those that were used or given back, the one that changed last at its end. */
const CHANGED = `
  SELECT promotion_id AS subject, max(changed_at)::text AS reached
    FROM promotion_use, LATERAL (SELECT greatest(used_at, released_at) AS changed_at) AS change
   WHERE changed_at > $1::timestamptz AND changed_at < $2 GROUP BY promotion_id ORDER BY max(changed_at) LIMIT 500`;

const WRONG = `
  SELECT subject, problem FROM (
    SELECT p.id AS subject,
           CASE WHEN p.uses <> counted.uses THEN format('says %s uses, and orders have %s', p.uses, counted.uses)
                WHEN counted.uses > p.use_limit THEN format('has %s uses, and may have %s', counted.uses, p.use_limit)
                WHEN counted.most > p.use_limit_per_customer THEN 'somebody has used it more often than they may'
           END AS problem
      FROM promotion p,
           LATERAL (SELECT coalesce(sum(used), 0)::int AS uses, max(used) FILTER (WHERE buyer IS NOT NULL) AS most
                      FROM (SELECT buyer, count(*)::int AS used FROM promotion_use
                             WHERE promotion_id = p.id AND released_at IS NULL GROUP BY buyer) AS by_buyer) AS counted
     WHERE p.id = ANY($1::uuid[])) AS judged
   WHERE problem IS NOT NULL`;
