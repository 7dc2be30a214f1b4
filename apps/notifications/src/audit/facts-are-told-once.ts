import { Injectable } from '@nestjs/common';
import { Invariant, LARGEST_STRETCH, SqlDatabase, type Stretch, type Violation } from '@tovar/platform';

const HOUR_MS = 3_600_000;

@Injectable()
export class FactsAreToldOnce extends Invariant {
  readonly id = 'INV-NOTIF-1';
  readonly promise = 'Of one fact everybody gets exactly one message of a kind, and its mail has left or could not.';
  // Mail that fails is tried again for half an hour; a digest has its own time.
  override readonly settlesAfterMs = HOUR_MS;

  constructor(private readonly database: SqlDatabase) {
    super();
  }

  /** By when they were told: ids are ordered by time. */
  async *changes(from: string | undefined, before: Date): AsyncIterable<Stretch> {
    let reached = from ?? FIRST;
    for (;;) {
      const rows = await this.database.query<{ id: string }>(TOLD, [reached, before]);
      const last = rows.at(-1);
      if (!last) return;
      reached = last.id;
      yield { subjects: rows.map(({ id }) => id), reached };
    }
  }

  check(ids: readonly string[]): Promise<readonly Violation[]> {
    return this.database.query<Violation & Record<string, unknown>>(WRONG, [ids, this.settlesAfterMs]);
  }
}

const FIRST = '00000000-0000-0000-0000-000000000000';

const TOLD = `
  SELECT id FROM notification WHERE id > $1 AND created_at < $2 ORDER BY id LIMIT ${LARGEST_STRETCH}`;

const WRONG = `
  SELECT n.id AS subject, format('%s of %s is told %s times', n.kind, n.fact, count(*)) AS problem
    FROM notification n JOIN notification twin USING (recipient_id, kind, fact)
   WHERE n.id = ANY($1::uuid[])
   GROUP BY n.id, n.kind, n.fact HAVING count(*) > 1
  UNION ALL
  SELECT id, format('the mail of %s is %s', kind, mail) FROM notification
   WHERE id = ANY($1::uuid[])
     AND (mail = 'WAITING' OR (mail = 'DIGEST' AND digest_at < now() - $2::int * interval '1 millisecond'))`;
