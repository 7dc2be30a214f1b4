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
});
