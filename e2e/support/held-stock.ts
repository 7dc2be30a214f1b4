import pg from 'pg';

/** Keeps rows of stock and of products locked, so that whoever writes them has work in hand for as long as a test likes. */
export class HeldStock {
  private isReleased = false;

  private constructor(private readonly client: pg.Client) {}

  static async of(
    adminUrl: string,
    { variantIds, productIds }: Record<'variantIds' | 'productIds', readonly string[]>,
  ): Promise<HeldStock> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM catalog.stock WHERE variant_id = ANY($1) FOR UPDATE', [variantIds]);
    await client.query('SELECT FROM catalog.product WHERE id = ANY($1) FOR UPDATE', [productIds]);
    return new HeldStock(client);
  }

  /** For how many of the rows a process waits that connects by this name, or all processes. */
  async waiting(applicationName?: string): Promise<number> {
    // A transaction sees the connections that there were when it first looked.
    await this.client.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await this.client.query<{ waiting: number }>(
      `SELECT count(*)::integer AS waiting FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE transactionid = pg_current_xact_id()::xid AND NOT granted AND application_name = coalesce($1, application_name)`,
      [applicationName],
    );
    return rows[0]?.waiting ?? 0;
  }

  /** Once, or again to no effect. */
  async release(): Promise<void> {
    if (this.isReleased) return;
    this.isReleased = true;
    await this.client.query('COMMIT');
    await this.client.end();
  }
}
