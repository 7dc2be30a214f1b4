import { waitFor } from '@tovar/testing';
import pg from 'pg';

/** Keeps rows of stock locked, so that whoever writes them has a request in hand for as long as a test likes. */
export class HeldStock {
  private isReleased = false;

  private constructor(private readonly client: pg.Client) {}

  static async of(adminUrl: string, variantIds: readonly string[]): Promise<HeldStock> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT FROM catalog.stock WHERE variant_id = ANY($1) FOR UPDATE', [variantIds]);
    return new HeldStock(client);
  }

  /** Resolves when so many wait for the rows. */
  async waitedFor(count: number): Promise<void> {
    await waitFor('writers to wait', async () => {
      const { rows } = await this.client.query<{ waiting: number }>(
        'SELECT count(*)::integer AS waiting FROM pg_locks WHERE transactionid = pg_current_xact_id()::xid AND NOT granted',
      );
      return (rows[0]?.waiting ?? 0) >= count;
    });
  }

  /** Once, or again to no effect. */
  async release(): Promise<void> {
    if (this.isReleased) return;
    this.isReleased = true;
    await this.client.query('COMMIT');
    await this.client.end();
  }
}
