import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { coalesce } from '../event-log/coalesce.ts';
import { failpoint } from '../failpoints/failpoint.ts';
import { RelayConnection, type RelayConnectionOptions } from './relay-connection.ts';

/** The most entries that are relayed at once. */
const LARGEST_BATCH = 1_000;
const FIRST_RETRY_MS = 100;
const SLOWEST_RETRY_MS = 1_000;

/** A row that waits, by its place in the table. */
export interface OutboxEntry {
  readonly entry: string;
}

export interface RelayOptions<Entry extends OutboxEntry> extends RelayConnectionOptions {
  readonly table: 'outbox_event' | 'outbox_job';
  /** What is selected of each row, besides its entry. */
  readonly columns: string;
  /** The column that says when a row may go; without one it may go at once. */
  readonly dueAt?: 'run_at';
  /** Resolves when all have been acknowledged. May be called again with the same ones. */
  publish(entries: readonly Entry[]): Promise<void>;
  /** How often to look although nobody called. */
  readonly pollMs: number;
}

/**
 * Carries what is committed in an outbox table to a broker: each entry at least once, in the order of entry, by one process
 * at a time. Later entries of an aggregate are written after the earlier ones have committed, so whoever sees them sees
 * the earlier too, with a lower entry. Entries are deleted when they are acknowledged; no place is remembered, so that an
 * entry whose transaction commits late is found as any other.
 */
export class OutboxRelay<Entry extends OutboxEntry> {
  private readonly logger = new Logger('Outbox');
  private readonly connection: RelayConnection;
  private readonly run = coalesce(async () => {
    if (this.isCalled || this.isClosed) await this.relayAll().catch((error: Error) => this.retryLater(error));
  });
  /** Somebody has committed since the table was last asked. */
  private isCalled = false;
  private poll?: NodeJS.Timeout;
  private retry?: NodeJS.Timeout;
  private due?: NodeJS.Timeout;
  private failures = 0;
  private isClosed = false;

  constructor(private readonly options: RelayOptions<Entry>) {
    this.connection = new RelayConnection(options, () => this.wake());
  }

  start(): void {
    this.poll = setInterval(() => this.wake(), this.options.pollMs).unref();
    this.wake();
  }

  /** Called after each commit that stored something; a broker that fails is given the time that it was promised. */
  wake(): void {
    if (this.retry || this.isClosed) return;
    this.isCalled = true;
    void this.run();
  }

  /** Tries once more to carry what is committed, and leaves the rest to the next process. */
  async close(): Promise<void> {
    clearInterval(this.poll);
    this.isClosed = true;
    clearTimeout(this.retry);
    this.retry = undefined;
    await this.run();
    clearTimeout(this.retry);
    clearTimeout(this.due);
    await this.connection.close();
  }

  private async relayAll(): Promise<void> {
    const broker = this.options.table === 'outbox_event' ? 'log' : 'queue';
    let published: readonly string[] = [];
    while (!this.retry) {
      this.isCalled = false;
      const session = await this.connection.lease();
      if (!session) return;
      const next = await this.takeNext(session, published);
      if (published.length > 0) this.failures = 0;
      if (next.length === 0) return this.wakeWhenDue(session);
      // What came while the last ones were published is for the next process.
      if (this.isClosed && published.length > 0) return;
      failpoint(`${broker} publishing`);
      await this.options.publish(next);
      failpoint(`${broker} published`);
      published = next.map(({ entry }) => entry);
    }
  }

  /** Deletes what is published, and reads what waits, in one statement: it shows what was committed meanwhile, too. */
  private async takeNext(session: pg.Client, published: readonly string[]): Promise<readonly Entry[]> {
    const { table, columns, dueAt, name } = this.options;
    const isDue = dueAt ? `${dueAt} <= now()` : 'true';
    const { rows } = await session.query<Entry>({
      name: `${name}.relay`,
      text: `WITH published AS (DELETE FROM ${table} WHERE entry = ANY($1))
             SELECT entry, ${columns} FROM ${table}
              WHERE entry <> ALL($1) AND ${isDue} ORDER BY entry LIMIT ${LARGEST_BATCH}`,
      values: [published],
    });
    return rows;
  }

  private async wakeWhenDue(session: pg.Client): Promise<void> {
    const { table, dueAt, name } = this.options;
    if (!dueAt) return;
    const { rows } = await session.query<{ waitMs: number | null }>({
      name: `${name}.due`,
      text: `SELECT ceil(extract(epoch FROM min(${dueAt}) - now()) * 1000)::float8 AS "waitMs" FROM ${table}`,
    });
    clearTimeout(this.due);
    const waitMs = rows[0]?.waitMs ?? Number.POSITIVE_INFINITY;
    // What is due later than the next look is seen then.
    if (waitMs < this.options.pollMs && !this.isClosed)
      this.due = setTimeout(() => this.wake(), Math.max(0, waitMs)).unref();
  }

  private retryLater(error: Error): void {
    if (this.isClosed)
      return this.logger.warn(`What ${this.options.name} tells waits for the next start: ${error.message}`);
    const delayMs = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.logger.warn(`What ${this.options.name} tells waits, next try in ${delayMs} ms: ${error.message}`);
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.wake();
    }, delayMs).unref();
  }
}
