import { purge } from '../database/purge.ts';
import type { SqlExecutor } from '../database/sql-executor.ts';
import type { StoredEvent } from './event.ts';

/** Longer than any delivery repeats: a batch comes again within seconds, or when its process has started again. */
const KEPT_MS = 7 * 86_400_000;

/** What becomes of a delivery. */
export interface Taken {
  readonly fresh: readonly StoredEvent[];
  readonly blocked: readonly StoredEvent[];
}

interface TakenRow {
  readonly event_id: string | null;
  readonly blocked: string | null;
}

const TAKE_NEW = {
  name: 'inbox.take-new',
  text: `
    WITH blocked AS (
      SELECT subject FROM dead_event WHERE consumer = $1 AND subject = ANY($3::text[]) FOR SHARE
    ), taken AS (
      INSERT INTO inbox (consumer, event_id)
      SELECT $1, event.id FROM unnest($2::uuid[], $3::text[]) AS event(id, subject)
       WHERE event.subject NOT IN (SELECT subject FROM blocked)
      ON CONFLICT DO NOTHING RETURNING event_id
    )
    SELECT event_id, NULL AS blocked FROM taken UNION ALL SELECT NULL, subject FROM blocked`,
};

/**
 * Which events a consumer has handled: inserted in the transaction of their effects, so that a delivery that repeats
 * finds its row and changes nothing.
 */
export class Inbox {
  constructor(private readonly consumer: string) {}

  /**
   * Marks the events as handled within the open transaction, and answers those that were not, in order; and those that must
   * wait, because an earlier event of their subject is dead. The dead are held until the transaction ends, so that a
   * redrive cannot empty a subject while another event is set aside behind it.
   */
  async takeNew(events: readonly StoredEvent[], within: SqlExecutor): Promise<Taken> {
    const [ids, subjects] = [events.map(({ id }) => id), events.map(({ subject }) => subject)];
    const rows = await within.prepared<TakenRow>(TAKE_NEW, [this.consumer, ids, subjects]);
    const fresh = new Set(rows.map(({ event_id: id }) => id));
    const blocked = new Set(rows.flatMap(({ blocked: subject }) => subject ?? []));
    return {
      fresh: events.filter(({ id }) => fresh.delete(id)),
      blocked: events.filter(({ subject }) => blocked.has(subject)),
    };
  }

  /** The same for a dead event itself; answers false when it has been handled after all. */
  async takeDead({ id }: StoredEvent, within: SqlExecutor): Promise<boolean> {
    const text = 'INSERT INTO inbox (consumer, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id';
    return (await within.query(text, [this.consumer, id])).length > 0;
  }

  /** Forgets what was handled more than a week ago. Nothing that old may still be waiting to be delivered again. */
  async forgetOld(within: SqlExecutor): Promise<void> {
    await purge(within, { table: 'inbox', writtenAt: 'handled_at', keptMs: KEPT_MS });
  }
}
