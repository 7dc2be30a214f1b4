import { Logger } from '@nestjs/common';
import pg from 'pg';
import { coalesce } from './coalesce.ts';

const FIRST_RETRY_MS = 100;
const SLOWEST_RETRY_MS = 5_000;

/**
 * The one connection of a process that listens to the log and holds its groups' locks. When it breaks, PostgreSQL frees
 * the locks, so that `tenure` ends until a new connection has taken them again.
 */
export class LogConnection {
  private readonly logger = new Logger('EventLog');
  private readonly wanted = new Set<string>();
  private readonly held = new Map<string, number>();
  private readonly settleLocks = coalesce(() => this.takeAndFree().catch(() => undefined));
  private tenures = 0;
  private failures = 0;
  private client?: pg.Client;
  private isClosed = false;

  constructor(
    private readonly url: string,
    /** Told of the end of the log; of none when something may have been missed. */
    private readonly onNotify: (end?: bigint) => void,
  ) {}

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'tovar-log',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('notification', ({ payload }) => this.onNotify(BigInt(payload ?? 0)));
    for (const loss of ['error', 'end'] as const) client.on(loss, () => this.lose(client));
    try {
      await client.connect();
      await client.query('LISTEN tovar_log');
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    this.failures = 0;
    if (this.isClosed) return this.close();
    await this.settleLocks();
    this.onNotify();
  }

  /** Wants to be the one member that works for the group; see `tenure`. */
  async want(group: string): Promise<void> {
    this.wanted.add(group);
    await this.settleLocks();
  }

  /** A number that is new each time this process becomes the group's worker; undefined while another one is. */
  tenure(group: string): number | undefined {
    return this.held.get(group);
  }

  /** Tries again for the groups that another process works for. */
  async takeLocks(): Promise<void> {
    if ([...this.wanted].some((group) => !this.held.has(group))) await this.settleLocks();
  }

  async release(group: string): Promise<void> {
    this.wanted.delete(group);
    await this.settleLocks();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.client?.end();
  }

  /** A lock that one session takes twice must be freed twice, so this runs once at a time. */
  private async takeAndFree(): Promise<void> {
    for (const group of this.wanted) {
      if (this.client && !this.held.has(group)) await this.take(group, this.client);
    }
    for (const group of this.held.keys()) {
      if (this.client && !this.wanted.has(group)) await this.free(group, this.client);
    }
  }

  private async take(group: string, client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('tovar:group'), hashtext($1)) AS taken`,
      [group],
    );
    if (rows[0]?.taken && this.client === client) this.held.set(group, ++this.tenures);
  }

  private async free(group: string, client: pg.Client): Promise<void> {
    this.held.delete(group);
    await client.query(`SELECT pg_advisory_unlock(hashtext('tovar:group'), hashtext($1))`, [group]);
  }

  /** An attempt that fails before it is the connection is its caller's affair. */
  private lose(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.held.clear();
    if (!this.isClosed) void this.reopen();
  }

  private async reopen(): Promise<void> {
    try {
      if (!this.isClosed) await this.open();
    } catch (error) {
      const delayMs = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
      this.failures += 1;
      this.logger.warn(`The log's connection is down, next try in ${delayMs} ms: ${(error as Error).message}`);
      setTimeout(() => void this.reopen(), delayMs).unref();
    }
  }
}
