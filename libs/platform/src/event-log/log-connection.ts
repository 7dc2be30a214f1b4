import { Logger } from '@nestjs/common';
import pg from 'pg';

/**
 * The one connection of a process that listens to the log and holds its groups' locks. When it breaks, PostgreSQL frees
 * the locks, so `holds` turns false until a new connection has taken them again.
 */
export class LogConnection {
  private readonly logger = new Logger('EventLog');
  private readonly wanted = new Set<string>();
  private readonly held = new Set<string>();
  private client?: pg.Client;
  private isClosed = false;

  constructor(
    private readonly url: string,
    private readonly onNotify: () => void,
  ) {}

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'tovar-log', keepAlive: true });
    client.on('notification', this.onNotify);
    client.on('error', () => this.reopen(client));
    client.on('end', () => this.reopen(client));
    await client.connect();
    await client.query('LISTEN tovar_log');
    this.client = client;
    await this.takeLocks();
    this.onNotify();
  }

  /** Wants to be the one member that works for the group; see `holds`. */
  async want(group: string): Promise<void> {
    this.wanted.add(group);
    await this.takeLocks();
  }

  holds(group: string): boolean {
    return this.held.has(group);
  }

  /** Tries again for the groups that another process works for. */
  async takeLocks(): Promise<void> {
    for (const group of this.wanted) {
      if (this.held.has(group) || !this.client) continue;
      const { rows } = await this.client.query<{ taken: boolean }>(
        `SELECT pg_try_advisory_lock(hashtext('tovar:group'), hashtext($1)) AS taken`,
        [group],
      );
      if (rows[0]?.taken) this.held.add(group);
    }
  }

  async release(group: string): Promise<void> {
    this.wanted.delete(group);
    if (!this.held.delete(group)) return;
    await this.client?.query(`SELECT pg_advisory_unlock(hashtext('tovar:group'), hashtext($1))`, [group]);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.client?.end();
  }

  private reopen(broken: pg.Client): void {
    if (this.isClosed || (this.client && this.client !== broken)) return;
    this.client = undefined;
    this.held.clear();
    const retry = async (): Promise<void> => {
      if (this.isClosed || this.client) return;
      await this.open().catch((error: Error) => {
        this.logger.warn(`The log's connection is down: ${error.message}`);
        setTimeout(() => void retry(), 500).unref();
      });
    };
    void retry();
  }
}
