import type { Database } from '../database/database.ts';
import type { StoredEvent } from './event.ts';

/** Events that a consumer could not handle, kept until somebody mends the cause and drives them again. */
export class DeadEvents {
  private isEmpty = false;

  constructor(
    private readonly consumer: string,
    private readonly database: Database,
  ) {}

  /** True when an event of the subject is dead: later ones must wait behind it. */
  async blocks(subject: string): Promise<boolean> {
    if (this.isEmpty) return false;
    const rows = await this.database.query<{ subject: string }>(
      'SELECT subject FROM dead_event WHERE consumer = $1 ORDER BY (subject = $2) DESC LIMIT 1',
      [this.consumer, subject],
    );
    this.isEmpty = rows.length === 0;
    return rows[0]?.subject === subject;
  }

  async add(event: StoredEvent, error: string): Promise<void> {
    this.isEmpty = false;
    await this.database.query(
      `INSERT INTO dead_event (consumer, event_id, subject, event, error) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [this.consumer, event.id, event.subject, JSON.stringify(event), error],
    );
  }

  async of(subject: string): Promise<StoredEvent[]> {
    const rows = await this.database.query<{ event: StoredEvent }>(
      `SELECT event FROM dead_event WHERE consumer = $1 AND subject = $2 ORDER BY (event->>'sequence')::bigint`,
      [this.consumer, subject],
    );
    return rows.map((row) => row.event);
  }

  async remove(event: StoredEvent): Promise<void> {
    await this.database.query('DELETE FROM dead_event WHERE consumer = $1 AND event_id = $2', [this.consumer, event.id]);
  }
}
