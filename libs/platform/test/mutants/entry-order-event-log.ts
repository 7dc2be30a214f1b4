import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { StoredEvent } from '../../src/event-log/event.ts';
import type { GroupSubscription, Subscription } from '../../src/event-log/event-log.ts';
import { PostgresEventLog } from '../../src/event-log/postgres-event-log.ts';

/**
 * The log as it is often written, and wrong: groups read by `entry > last`, in the order of insertion. Numbers are given
 * when a row is inserted and seen when its transaction commits, so a slow transaction's event is passed over for ever.
 */
export class EntryOrderEventLog extends PostgresEventLog {
  private readonly reading: pg.Pool;

  constructor(url: string) {
    super({ url, pollMs: 1_000 });
    this.reading = new pg.Pool({ connectionString: url, max: 2 });
  }

  override async subscribe({ types, handle }: GroupSubscription): Promise<Subscription> {
    const closing = new AbortController();
    const follow = async (): Promise<void> => {
      let last = '0';
      while (!closing.signal.aborted) {
        const { rows } = await this.reading.query<StoredEvent & { entry: string }>(
          'SELECT * FROM platform.event WHERE entry > $1 AND type = ANY($2) ORDER BY entry LIMIT 100',
          [last, types],
        );
        if (rows.length > 0) await handle(rows);
        last = rows.at(-1)?.entry ?? last;
        await delay(5);
      }
    };
    const following = follow();
    const close = async (): Promise<void> => {
      closing.abort();
      await following;
    };
    this.subscriptions.push(close);
    return { close };
  }

  override async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((close) => close()));
    await this.reading.end();
    await super.close();
  }

  private readonly subscriptions: (() => Promise<void>)[] = [];
}
