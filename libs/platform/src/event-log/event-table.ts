import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { rowsOf } from '../database/array-parameters.ts';
import { eachOn, type SqlExecutor } from '../database/sql-executor.ts';
import { handedOnTraceparent } from '../tracing/in-span.ts';
import type { NewEvent, StoredEvent, TracedEvent } from './event.ts';
import type { Positions } from './group-positions.ts';
import type { PositionedEvent } from './recent-events.ts';

/** The most events that one statement reads or gives positions to. */
export const LARGEST_READ = 500;

const COLUMNS = 'position, id, type, source, subject, time, traceparent, data';

interface EventRow {
  readonly position: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: Date;
  readonly traceparent: string;
  readonly data: unknown;
}

/** A stretch of the log, by positions. */
export interface Stretch {
  readonly after: bigint;
  /** Inclusive; default: the end. */
  readonly upTo?: bigint;
  readonly types?: readonly string[];
  readonly limit?: number;
}

/** One statement for all events, which are published in the order given. */
export async function storeEvents(source: string, events: readonly TracedEvent[], within: SqlExecutor): Promise<void> {
  const identified = events.map((event) => ({ ...event, id: uuidv7() }));
  await within.send(STORE_EVENTS, [source, JSON.stringify(identified)]);
}

const STORE_EVENTS = { name: 'event-log.store', text: 'SELECT platform.store_events($1, $2)' };

/** The statements of the log's tables; see docs/decisions/0002-the-log-is-the-outbox.md for why nothing is skipped. */
export class EventTable {
  constructor(private readonly pool: Pool) {}

  async insert(source: string, events: readonly NewEvent[]): Promise<void> {
    const traceparent = handedOnTraceparent();
    const traced = events.map((event) => ({ ...event, traceparent }));
    await storeEvents(source, traced, eachOn(this.pool));
  }

  /**
   * Gives committed events their positions, and reads what is in the log behind the given one: up to `LARGEST_READ` of each,
   * so there may be more when as many come back.
   */
  async sequenceAndRead(after: bigint): Promise<PositionedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'event-log.sequence',
      text: `SELECT ${COLUMNS} FROM platform.sequence_and_read($1, $2)`,
      values: [after, LARGEST_READ],
    });
    return rows.map(toPositioned);
  }

  async head(): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string }>('SELECT position FROM platform.log_head');
    return BigInt(rows[0]?.position ?? 0);
  }

  /** Events in the order of the log. */
  async read({ after, upTo, types, limit = LARGEST_READ }: Stretch): Promise<PositionedEvent[]> {
    const { rows } = await this.pool.query<EventRow>({
      name: 'event-log.read',
      text: `SELECT ${COLUMNS} FROM platform.log_entry
        WHERE position > $1 AND ($2::bigint IS NULL OR position <= $2) AND ($3::text[] IS NULL OR type = ANY($3))
        ORDER BY position LIMIT $4`,
      values: [after, upTo ?? null, types ?? null, limit],
    });
    return rows.map(toPositioned);
  }

  /** The position before the first event that was stored since then; undefined when there is none. */
  async before(since: Date): Promise<bigint | undefined> {
    // "+ 0" keeps the planner from walking the whole log along the positions' index to find the least.
    const { rows } = await this.pool.query<{ first: string | null }>(
      'SELECT min(position + 0) AS first FROM platform.log_entry WHERE time >= $1',
      [since],
    );
    return rows[0]?.first ? BigInt(rows[0].first) - 1n : undefined;
  }

  /** Newest first. */
  async latest(limit: number): Promise<StoredEvent[]> {
    const { rows } = await this.pool.query<EventRow>(
      `SELECT ${COLUMNS} FROM platform.log_entry ORDER BY position DESC LIMIT $1`,
      [limit],
    );
    return rows.map((row) => toPositioned(row).event);
  }

  /** Makes the group known; one that is known already stays where it is. */
  async addGroup(group: string, position: bigint): Promise<void> {
    await this.pool.query(
      'INSERT INTO platform.consumer_group (name, position) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [group, position],
    );
  }

  /** The stored position of each group. */
  async groups(): Promise<Map<string, bigint>> {
    const { rows } = await this.pool.query<{ name: string; position: string }>(
      'SELECT name, position FROM platform.consumer_group ORDER BY name',
    );
    return new Map(rows.map(({ name, position }) => [name, BigInt(position)]));
  }

  /** Only forwards: a worker that was replaced while it handled a batch must not take its successor back. */
  async moveGroups(positions: Positions): Promise<void> {
    await this.pool.query({
      name: 'event-log.move-groups',
      text: `UPDATE platform.consumer_group AS stored SET position = moved.position, moved_at = now()
        FROM ${rowsOf('text', 'bigint')} AS moved (name, position)
        WHERE stored.name = moved.name AND stored.position < moved.position`,
      values: [[...positions.keys()], [...positions.values()]],
    });
  }
}

/** Named one by one: a replay does this a million times. */
function toPositioned(row: EventRow): PositionedEvent {
  const { position: sequence, id, type, source, subject, time, traceparent, data } = row;
  return {
    position: BigInt(sequence),
    event: { specversion: '1.0', id, type, source, subject, time: time.toISOString(), sequence, traceparent, data },
  };
}
