import type { SqlExecutor } from '../database/sql-executor.ts';
import type { StoredEvent } from './event.ts';

/** An event that could not be handled, or that waits behind one. */
export interface DeadEvent {
  readonly event: StoredEvent;
  /** What was thrown. */
  readonly error: string;
  readonly diedAt: Date;
}

/** Events that a consumer could not handle, kept until somebody mends the cause and drives them again. */
export class DeadEvents {
  constructor(
    private readonly consumer: string,
    private readonly database: SqlExecutor,
  ) {}

  /** Sets the event aside, unless it has been handled after all: a batch that repeats brings handled ones again. */
  async add(event: StoredEvent, error: string): Promise<void> {
    await this.database.query(
      `INSERT INTO dead_event (consumer, event_id, subject, event, error)
       SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM inbox WHERE consumer = $1 AND event_id = $2)
       ON CONFLICT DO NOTHING`,
      [this.consumer, event.id, event.subject, JSON.stringify(event), error],
    );
  }

  async oldest(limit: number): Promise<DeadEvent[]> {
    return this.database.query<DeadEvent & Record<string, unknown>>(
      `SELECT event, error, died_at AS "diedAt" FROM dead_event WHERE consumer = $1
        ORDER BY died_at, (event->>'sequence')::bigint LIMIT $2`,
      [this.consumer, limit],
    );
  }

  async firstOf(subject: string): Promise<StoredEvent | undefined> {
    const rows = await this.database.query<{ event: StoredEvent }>(
      `SELECT event FROM dead_event WHERE consumer = $1 AND subject = $2 ORDER BY (event->>'sequence')::bigint LIMIT 1`,
      [this.consumer, subject],
    );
    return rows[0]?.event;
  }

  async remove(event: StoredEvent): Promise<void> {
    await this.database.query('DELETE FROM dead_event WHERE consumer = $1 AND event_id = $2', [
      this.consumer,
      event.id,
    ]);
  }
}
