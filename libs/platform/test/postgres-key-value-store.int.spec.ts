import pg from 'pg';
import { outliveLosses } from '../src/database/outlive-losses.ts';
import { describeKeyValueStore } from '../src/key-value/key-value-store.contract.ts';
import { PostgresKeyValueStore } from '../src/key-value/postgres-key-value-store.ts';
import { prepareProbeService, type ProbeService } from './kit/probe-service.ts';

describe('PostgreSQL', () => {
  let service: ProbeService;
  let pool: pg.Pool;

  beforeAll(async () => {
    service = await prepareProbeService();
    pool = outliveLosses(new pg.Pool({ connectionString: service.platformUrl }));
  });
  afterAll(async () => {
    await pool.end();
    await service.drop();
  });

  describeKeyValueStore('PostgreSQL', async () => ({
    store: new PostgresKeyValueStore(pool),
    close: async () => undefined,
  }));

  it('keeps its values over a restart', async () => {
    await new PostgresKeyValueStore(pool).set('cart', 'a', { lines: [] });
    expect(await new PostgresKeyValueStore(pool).get('cart', 'a')).toEqual({ value: { lines: [] }, version: 1 });
  });

  it('sweeps out what has expired, and nothing else', async () => {
    const store = new PostgresKeyValueStore(pool);
    await store.set('old', 'a', 1, { ttlMs: -1 });
    await store.set('old', 'b', 1, { ttlMs: 60_000 });
    await store.set('old', 'c', 1);
    await store.sweep();
    const { rows } = await pool.query<{ key: string }>(
      `SELECT key FROM platform.key_value WHERE namespace = 'old' ORDER BY key`,
    );
    expect(rows.map((row) => row.key)).toEqual(['b', 'c']);
  });
});
