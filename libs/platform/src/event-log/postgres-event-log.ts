import { Logger } from '@nestjs/common';
import pg from 'pg';
import { outliveLosses } from '../database/outlive-losses.ts';
import type { SqlExecutor } from '../database/sql-executor.ts';
import type { LogWriter } from '../outbox/log-outbox.ts';
import { coalesce } from './coalesce.ts';
import type { NewEvent, StoredEvent, TracedEvent } from './event.ts';
import { EventLog, type GroupLag, type GroupSubscription, type LogPosition, type Subscription } from './event-log.ts';
import { EventTable, LARGEST_READ, storeEvents } from './event-table.ts';
import { failpoint } from '../failpoints/failpoint.ts';
import { GroupPositions } from './group-positions.ts';
import { GroupReader } from './group-reader.ts';
import { LogConnection } from './log-connection.ts';
import { type PositionedEvent, RecentEvents } from './recent-events.ts';

const STATEMENT_TIMEOUT_MS = 10_000;

interface Tail {
  readonly types: ReadonlySet<string>;
  see(event: StoredEvent): void;
}

export interface PostgresEventLogOptions {
  readonly url: string;
  /** How often to look although nothing notified; a lost notification costs this much. */
  readonly pollMs?: number;
}

/** The log in one PostgreSQL table, read by position; whoever commits wakes the others by a notification. */
export class PostgresEventLog extends EventLog implements LogWriter {
  private readonly logger = new Logger('EventLog');
  private readonly pool: pg.Pool;
  private readonly table: EventTable;
  private readonly connection: LogConnection;
  private readonly groups = new Map<string, GroupReader>();
  private readonly positions = new GroupPositions(
    (moved) => this.table.moveGroups(moved),
    (error) => this.logger.warn(error.message),
  );
  private readonly tails = new Set<Tail>();
  private readonly pull = coalesce(() => this.orPollAgain(() => this.pullNew()));
  private recent = new RecentEvents(0n);
  private poll?: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly options: PostgresEventLogOptions) {
    super();
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: 4,
      application_name: 'tovar-log',
      statement_timeout: STATEMENT_TIMEOUT_MS,
    });
    outliveLosses(this.pool).on('error', (error) => this.isClosed || this.logger.warn(error.message));
    this.table = new EventTable(this.pool);
    this.connection = new LogConnection(options.url, (end) => this.hear(end));
  }

  async start(): Promise<void> {
    this.recent = new RecentEvents(await this.table.head());
    await this.connection.open();
    this.poll = setInterval(() => void this.look(), this.options.pollMs ?? 5_000).unref();
    this.wake();
  }

  async close(): Promise<void> {
    clearInterval(this.poll);
    await Promise.all([...this.groups.values()].map((group) => group.close()));
    await this.positions.close();
    await this.pull();
    this.isClosed = true;
    await this.connection.close();
    await this.pull();
    await this.pool.end();
  }

  /** One insert, which the log itself takes up. */
  store(source: string, events: readonly TracedEvent[], within: SqlExecutor): Promise<void> {
    return storeEvents(source, events, within);
  }

  /** Gives committed events their positions; called after each commit that stored some. */
  wake(): void {
    void this.pull();
  }

  async append(source: string, events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.table.insert(source, events);
    await this.pull();
  }

  async subscribe(subscription: GroupSubscription): Promise<Subscription> {
    const { group, startAt = 'beginning' } = subscription;
    if (this.groups.has(group)) throw new Error(`The group "${group}" is subscribed twice in this process.`);
    const reader = new GroupReader(subscription, {
      tenure: () => this.connection.tenure(group),
      read: (after, types, limit) => this.read(after, types, limit),
      end: () => this.recent.end,
      stored: async () => (await this.table.groups()).get(group) ?? 0n,
      move: (position) => this.positions.move(group, position),
    });
    await this.table.addGroup(group, startAt === 'end' ? await this.table.head() : 0n);
    this.groups.set(group, reader);
    await this.connection.want(group);
    reader.wake();
    return {
      close: async () => {
        await reader.close();
        await this.positions.settle();
        this.groups.delete(group);
        await this.connection.release(group);
      },
    };
  }

  async end(): Promise<LogPosition> {
    return (await this.table.head()).toString();
  }

  async *replay(options: {
    types: readonly string[];
    after?: LogPosition;
    upTo?: LogPosition;
  }): AsyncIterable<readonly StoredEvent[]> {
    const upTo = options.upTo === undefined ? await this.table.head() : BigInt(options.upTo);
    let after = BigInt(options.after ?? 0);
    for (;;) {
      const batch = await this.table.read({ after, upTo, types: options.types });
      if (batch.length === 0) return;
      yield batch.map((entry) => entry.event);
      after = batch.at(-1)?.position ?? upTo;
    }
  }

  async passed(group: string): Promise<LogPosition> {
    return ((await this.table.groups()).get(group) ?? 0n).toString();
  }

  async tail(
    options: { types: readonly string[]; since?: Date },
    see: (event: StoredEvent) => void,
  ): Promise<Subscription> {
    const tail: Tail = { types: new Set(options.types), see };
    const { end } = this.recent;
    if (!options.since) this.tails.add(tail);
    else await this.catchUp(tail, (await this.table.before(options.since)) ?? end);
    return { close: async () => void this.tails.delete(tail) };
  }

  async lag(): Promise<readonly GroupLag[]> {
    const head = await this.table.head();
    const stored = await this.table.groups();
    return [...stored].map(([group, position]) => {
      const carried = this.groups.get(group)?.position ?? 0n;
      return { group, behind: Number(head - (carried > position ? carried : position)) };
    });
  }

  latest(limit: number): Promise<readonly StoredEvent[]> {
    return this.table.latest(limit);
  }

  /** From memory when the group has caught up, from the table when it is behind. */
  private async read(after: bigint, types: ReadonlySet<string>, limit: number): Promise<PositionedEvent[]> {
    const recent = this.recent.after(after, types, limit);
    return recent ?? this.table.read({ after, upTo: this.recent.end, types: [...types], limit });
  }

  /** Joins the others only when nothing was pulled since the last read, so that no event falls in between. */
  private async catchUp(tail: Tail, from: bigint): Promise<void> {
    let after = from;
    for (;;) {
      const upTo = this.recent.end;
      const batch = await this.table.read({ after, upTo, types: [...tail.types] });
      for (const { event } of batch) this.show(event, tail);
      after = batch.at(-1)?.position ?? after;
      if (batch.length < LARGEST_READ && upTo === this.recent.end) return void this.tails.add(tail);
    }
  }

  /** What this process has given its position it has read already. */
  private hear(end?: bigint): void {
    if (end === undefined || end > this.recent.end) void this.pull();
  }

  private async pullNew(): Promise<void> {
    while (!this.isClosed) {
      failpoint('log publishing');
      const batch = await this.table.sequenceAndRead(this.recent.end);
      failpoint('log published');
      this.recent.push(batch);
      for (const { event } of batch) for (const tail of this.tails) this.show(event, tail);
      if (batch.length > 0) for (const group of this.groups.values()) group.wake();
      if (batch.length < LARGEST_READ) return;
    }
  }

  /** What one watcher throws must not keep the event from the others. */
  private show(event: StoredEvent, tail: Tail): void {
    if (!tail.types.has(event.type)) return;
    try {
      tail.see(event);
    } catch (error) {
      this.logger.error(error, { eventId: event.id, type: event.type });
    }
  }

  /** The slow poll behind the notifications, and the second chance for groups that another process held. */
  private async look(): Promise<void> {
    await this.pull();
    await this.connection.takeLocks();
    for (const group of this.groups.values()) group.wake();
  }

  /** A failure is left to the poll, which tries again. */
  private async orPollAgain(work: () => Promise<void>): Promise<void> {
    await work().catch((error: Error) => this.logger.warn(error.message));
  }
}
