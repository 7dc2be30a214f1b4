import type { SqlDatabase } from '../database/sql-database.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { Invariant, type Stretch, type Violation } from './invariant.ts';

/** Less than the inbox remembers: older events cannot be told from forgotten ones. */
const LOOKS_BACK_MS = 6 * 86_400_000;

/** Each service's own: whatever its group has passed in the log stands in its inbox, and nothing is set aside as dead. */
export class EventsAreApplied extends Invariant {
  readonly id = 'INV-EVENT-1';
  readonly promise = 'Each event that a service consumes takes effect there, once.';
  override readonly settlesAfterMs = 0;

  constructor(
    private readonly group: string,
    private readonly types: readonly string[],
    private readonly log: EventLog,
    private readonly database: SqlDatabase,
  ) {
    super();
  }

  async *changes(from: string | undefined): AsyncIterable<Stretch> {
    const upTo = await this.log.passed(this.group);
    const oldest = Date.now() - LOOKS_BACK_MS;
    for await (const events of this.log.replay({ types: this.types, after: from, upTo })) {
      yield { subjects: events.filter(({ time }) => Date.parse(time) > oldest).map(({ id }) => id) };
    }
    yield { subjects: [], reached: upTo };
  }

  async check(eventIds: readonly string[]): Promise<readonly Violation[]> {
    const rows = await this.database.query<{ subject: string; error: string | null; times: number }>(
      `SELECT told.id AS subject, dead.error, handled.times
         FROM unnest($2::uuid[]) AS told(id)
        CROSS JOIN LATERAL (
          SELECT count(*)::integer AS times FROM inbox WHERE consumer = $1 AND event_id = told.id) handled
         LEFT JOIN dead_event dead ON dead.consumer = $1 AND dead.event_id = told.id
        WHERE dead.event_id IS NOT NULL OR handled.times <> 1`,
      [this.group, eventIds],
    );
    return rows.map(({ subject, error, times }) => ({
      subject,
      problem: error === null ? `took effect ${times} times in ${this.group}` : `dead in ${this.group}: ${error}`,
    }));
  }
}
