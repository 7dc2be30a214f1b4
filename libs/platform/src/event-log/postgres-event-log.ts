import { Logger } from '@nestjs/common';
import pg from 'pg';
import { insertEvents, type LogWriter } from '../outbox/log-outbox.ts';
import type { NewEvent, StoredEvent } from './event.ts';
import { EventLog, type GroupLag, type GroupSubscription, type LogPosition, type Subscription } from './event-log.ts';
import { GroupReader } from './group-reader.ts';
import { LogConnection } from './log-connection.ts';
import { type PositionedEvent, RecentEvents } from './recent-events.ts';

const BATCH = 500;
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

interface Tail {
  readonly types: ReadonlySet<string>;
  see(event: StoredEvent): void;
}

export interface PostgresEventLogOptions {
  readonly url: string;
  /** How often to look although nothing notified; a lost notification costs this much. */
  readonly pollMs?: number;
}

/** The log in one PostgreSQL table; see migrations/platform/0001-event-log.sql for why nothing is skipped. */
export class PostgresEventLog extends EventLog implements LogWriter {
  private readonly logger = new Logger('EventLog');
  private readonly pool: pg.Pool;
  private readonly connection: LogConnection;
  private readonly groups = new Map<string, GroupReader>();
  private readonly tails = new Set<Tail>();
  private recent = new RecentEvents(0n);
  private poll?: NodeJS.Timeout;
  private readonly sequence = coalesce(() => this.sequenceCommitted());
  private readonly pull = coalesce(() => this.pullNew());

  constructor(private readonly options: PostgresEventLogOptions) {
    super();
    this.pool = new pg.Pool({ connectionString: options.url, max: 4, application_name: 'tovar-log' });
    this.pool.on('error', (error) => this.logger.warn(error.message));
    this.connection = new LogConnection(options.url, () => void this.pull());
  }

  async start(): Promise<void> {
    this.recent = new RecentEvents(await this.head());
    await this.connection.open();
    this.poll = setInterval(() => void this.look(), this.options.pollMs ?? 5_000).unref();
    this.wake();
  }

  async close(): Promise<void> {
    clearInterval(this.poll);
    await Promise.all([...this.groups.values()].map((group) => group.close()));
    await this.sequence();
    await this.connection.close();
    await this.pool.end();
  }

  /** Gives committed events their positions; called after each commit that stored some. */
  wake(): void {
    void this.sequence();
  }

  async append(source: string, events: readonly NewEvent[]): Promise<void> {
    await insertEvents(source, events, { query: async (text, values) => (await this.pool.query(text, [...(values ?? [])])).rows });
    await this.sequence();
  }

  async subscribe(subscription: GroupSubscription): Promise<Subscription> {
    const { group, startAt = 'beginning' } = subscription;
    if (this.groups.has(group)) throw new Error(`The group "${group}" is subscribed twice in this process.`);
    const { rows } = await this.pool.query<{ position: string }>(
      `INSERT INTO platform.consumer_group (name, position) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING position`,
      [group, startAt === 'end' ? (await this.head()).toString() : '0'],
    );
    const reader = new GroupReader(subscription, BigInt(rows[0]?.position ?? 0), {
      holdsLock: () => this.connection.holds(group),
      read: (after, types, limit) => this.read(after, types, limit),
      end: () => this.recent.end,
      store: (position) => this.storePosition(group, position),
    });
    this.groups.set(group, reader);
    await this.connection.want(group);
    reader.wake();
    return {
      close: async () => {
        this.groups.delete(group);
        await reader.close();
        await this.connection.release(group);
      },
    };
  }

  async *replay(options: { types: readonly string[]; after?: LogPosition }): AsyncIterable<readonly StoredEvent[]> {
    const end = await this.head();
    let position = BigInt(options.after ?? 0);
    for (;;) {
      const batch = await this.query('position > $1 AND position <= $2 AND type = ANY($3)', [position, end, options.types]);
      if (batch.length === 0) return;
      yield batch.map((entry) => entry.event);
      position = batch.at(-1)?.position ?? end;
    }
  }

  async tail(options: { types: readonly string[]; since?: Date }, see: (event: StoredEvent) => void): Promise<Subscription> {
    const tail: Tail = { types: new Set(options.types), see };
    if (options.since) await this.seeSince(options.since, tail);
    this.tails.add(tail);
    return { close: async () => void this.tails.delete(tail) };
  }

  async lag(): Promise<readonly GroupLag[]> {
    const head = await this.head();
    const { rows } = await this.pool.query<{ name: string; position: string }>(
      'SELECT name, position FROM platform.consumer_group ORDER BY name',
    );
    return rows.map(({ name, position }) => {
      const reached = this.groups.get(name)?.position ?? BigInt(position);
      return { group: name, behind: Number(head - reached) };
    });
  }

  async latest(limit: number): Promise<readonly StoredEvent[]> {
    const { rows } = await this.pool.query<EventRow>(
      `SELECT ${COLUMNS} FROM platform.event WHERE position IS NOT NULL ORDER BY position DESC LIMIT $1`,
      [limit],
    );
    return rows.map((row) => toPositioned(row).event);
  }

  /** From memory when the group has caught up, from the table when it is behind. */
  private async read(after: bigint, types: ReadonlySet<string>, limit: number): Promise<PositionedEvent[]> {
    const recent = this.recent.after(after, types, limit);
    return recent ?? this.query('position > $1 AND position <= $2 AND type = ANY($3)', [after, this.recent.end, [...types]], limit);
  }

  private async query(where: string, values: unknown[], limit = BATCH): Promise<PositionedEvent[]> {
    const { rows } = await this.pool.query<EventRow>(
      `SELECT ${COLUMNS} FROM platform.event WHERE ${where} ORDER BY position LIMIT ${limit}`,
      values,
    );
    return rows.map(toPositioned);
  }

  private async seeSince(since: Date, tail: Tail): Promise<void> {
    let position = 0n;
    for (;;) {
      const batch = await this.query('position > $1 AND position <= $2 AND time >= $3 AND type = ANY($4)', [
        position,
        this.recent.end,
        since,
        [...tail.types],
      ]);
      if (batch.length === 0) return;
      for (const { event } of batch) tail.see(event);
      position = batch.at(-1)?.position ?? position;
    }
  }

  private async sequenceCommitted(): Promise<void> {
    let sequenced = BATCH;
    while (sequenced === BATCH) {
      const { rows } = await this.pool.query<{ sequenced: number }>('SELECT platform.sequence_events($1) AS sequenced', [BATCH]);
      sequenced = rows[0]?.sequenced ?? 0;
    }
  }

  private async pullNew(): Promise<void> {
    let batch: PositionedEvent[];
    do {
      batch = await this.query('position > $1', [this.recent.end]);
      this.recent.push(batch);
      for (const { event } of batch) this.show(event);
      if (batch.length > 0) for (const group of this.groups.values()) group.wake();
    } while (batch.length === BATCH);
  }

  private show(event: StoredEvent): void {
    for (const tail of this.tails) if (tail.types.has(event.type)) tail.see(event);
  }

  /** The slow poll behind the notifications, and the second chance for groups that another process held. */
  private async look(): Promise<void> {
    await this.sequence();
    await this.pull();
    await this.connection.takeLocks().catch(() => undefined);
    for (const group of this.groups.values()) group.wake();
  }

  private async storePosition(group: string, position: bigint): Promise<void> {
    await this.pool.query('UPDATE platform.consumer_group SET position = $2, moved_at = now() WHERE name = $1', [group, position]);
  }

  private async head(): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string }>('SELECT position FROM platform.log_head');
    return BigInt(rows[0]?.position ?? 0);
  }
}

function toPositioned(row: EventRow): PositionedEvent {
  const { position, time, ...event } = row;
  return {
    position: BigInt(position),
    event: { ...event, specversion: '1.0', time: time.toISOString(), sequence: position },
  };
}

/**
 * Runs `work` one at a time; a call during a run is answered by one more run after it. Failures are left to the poll,
 * which tries again.
 */
function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = work()
      .catch((error: Error) => new Logger('EventLog').warn(error.message))
      .finally(() => (running = undefined));
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running.then(() => {
      next = undefined;
      return start();
    });
    return next;
  };
}
