import { purge } from '../database/purge.ts';
import type { SqlExecutor } from '../database/sql-executor.ts';
import type { StoredEvent } from './event.ts';

/** Longer than any delivery repeats: a batch comes again within seconds, or when its process has started again. */
const KEPT_MS = 7 * 86_400_000;

/**
 * Which events a consumer has handled: inserted in the transaction of their effects, so that a delivery that repeats
 * finds its row and changes nothing.
 */
export class Inbox {
  constructor(private readonly consumer: string) {}

  /** Marks the events as handled within the open transaction and returns those that were not, in order. */
  async takeNew(events: readonly StoredEvent[], within: SqlExecutor): Promise<StoredEvent[]> {
    const rows = await within.query<{ event_id: string }>(
      `INSERT INTO inbox (consumer, event_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id`,
      [this.consumer, events.map((event) => event.id)],
    );
    const fresh = new Set(rows.map((row) => row.event_id));
    return events.filter((event) => fresh.delete(event.id));
  }

  /** Forgets what was handled more than a week ago. Nothing that old may still be waiting to be delivered again. */
  async forgetOld(within: SqlExecutor): Promise<void> {
    await purge(within, { table: 'inbox', writtenAt: 'handled_at', keptMs: KEPT_MS });
  }
}
