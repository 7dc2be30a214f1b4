import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase } from '@tovar/testing';
import { prepareDatabases } from '../src/run/prepare-databases.ts';
import './kit/probe-service.ts';

describe('preparing the databases', () => {
  it('can be done by several processes that start at the same time', async () => {
    const { adminUrl, drop } = await createTestDatabase();
    const starts = Array.from({ length: 4 }, () => prepareDatabases({ ADMIN_DATABASE_URL: adminUrl }, ['probe']));
    const environments = await Promise.all(starts);
    expect(new Set(environments.map((environment) => environment.PROBE_DATABASE_URL)).size).toBe(1);
    await drop();
  });

  it('[MTLS-03] gives a service the database that its connection names, to which nobody else can connect', async () => {
    const { adminUrl, drop } = await createTestDatabase();
    const suffix = randomBytes(6).toString('hex');
    const probeUrl = new URL(adminUrl);
    Object.assign(probeUrl, { username: `probe_${suffix}`, password: 'p', pathname: `probe_${suffix}` });
    const given = { ADMIN_DATABASE_URL: adminUrl, PROBE_DATABASE_URL: probeUrl.href };
    const { PLATFORM_DATABASE_URL: platformUrl = '' } = await prepareDatabases(given, ['probe']);
    const stranger = new URL(platformUrl);
    stranger.pathname = probeUrl.pathname;
    try {
      expect(await answerOf(probeUrl.href, 'SELECT count(*)::int AS n FROM probe.inbox')).toEqual([{ n: 0 }]);
      await expect(answerOf(stranger.href, 'SELECT 1')).rejects.toThrow(/permission denied for database/);
      await expect(prepareDatabases(given, ['probe'])).resolves.toBeDefined();
    } finally {
      await answerOf(adminUrl, `DROP DATABASE probe_${suffix} WITH (FORCE)`);
      await answerOf(adminUrl, `DROP ROLE probe_${suffix}`).catch(() => undefined);
      await drop();
    }
  });
});

async function answerOf(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
