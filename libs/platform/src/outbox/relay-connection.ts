import pg from 'pg';

export interface RelayConnectionOptions {
  /** The service's own role. */
  readonly url: string;
  readonly schema: string;
  /** One of all processes with this name relays at a time. */
  readonly name: string;
}

/**
 * The session of a relay: it holds the lease, hears that others have committed, and reads and deletes what is relayed.
 * When it breaks, the lease is gone with it, so nobody can delete what a successor is relaying.
 */
export class RelayConnection {
  private client?: pg.Client;
  private opening?: Promise<pg.Client>;
  private isHeld = false;
  private isClosed = false;

  constructor(
    private readonly options: RelayConnectionOptions,
    private readonly onNotify: () => void,
  ) {}

  /** The session, if this process holds the lease or could take it; otherwise tells the process that does. */
  async lease(): Promise<pg.Client | undefined> {
    if (this.isClosed) return undefined;
    const client = this.client ?? (await (this.opening ??= this.open()));
    if (this.isHeld) return client;
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('tovar:relay'), hashtext($1)) AS taken`,
      [this.options.name],
    );
    if (!rows[0]?.taken) return void (await client.query('SELECT pg_notify($1, $2)', [this.channel, '']));
    // It may have broken meanwhile.
    this.isHeld = this.client === client;
    return this.isHeld ? client : undefined;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.opening?.catch(() => undefined);
    await this.client?.end();
  }

  private get channel(): string {
    return `tovar_relay_${this.options.name}`;
  }

  private async open(): Promise<pg.Client> {
    const { url, schema, name } = this.options;
    const client = new pg.Client({
      connectionString: url,
      application_name: `tovar-relay-${name}`,
      options: `-c search_path=${schema},public`,
      statement_timeout: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('notification', this.onNotify);
    for (const loss of ['error', 'end'] as const) client.on(loss, () => this.lose(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
      this.client = client;
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    } finally {
      this.opening = undefined;
    }
  }

  private lose(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.isHeld = false;
  }
}
