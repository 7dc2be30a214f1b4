import { Injectable } from '@nestjs/common';
import { SqlDatabase } from '@tovar/platform';
import type { HeardMessage } from '../domain/heard.ts';

const BATCH = 5_000;

interface Row {
  readonly position: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: Date;
  readonly data: unknown;
}

/** What had happened before the shop had a log. */
@Injectable()
export class OpeningFacts {
  constructor(private readonly database: SqlDatabase) {}

  /** In the order in which they were given, as messages from before the log's beginning. */
  async *inBatches(): AsyncGenerator<readonly HeardMessage[]> {
    let after = '0';
    for (;;) {
      const rows = await this.database.prepared<Row>(NEXT, [after, BATCH]);
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(toMessage);
      after = last.position;
    }
  }
}

function toMessage({ id, type, subject, time, data }: Row): HeardMessage {
  return { id, type, subject, time: time.toISOString(), sequence: '0', data } as HeardMessage;
}

const NEXT = {
  name: 'opening-facts.next',
  text: `SELECT position, id, type, subject, time, data FROM opening_fact WHERE position > $1 ORDER BY position LIMIT $2`,
};
