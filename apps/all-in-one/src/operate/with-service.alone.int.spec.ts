import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, type Environment, loadModules, prepareDatabases } from '@tovar/platform';
import { createTestDatabase, type TestDatabase } from '@tovar/testing';
import { services } from '../services.ts';
import { withService } from './with-service.ts';

describe('a command within a service', () => {
  let folder: string;
  let database: TestDatabase;
  let environment: Environment;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-operate-'));
    database = await createTestDatabase();
    const { accounts } = services;
    await loadModules({ ...(accounts && { accounts }) });
    environment = await prepareDatabases({ ADMIN_DATABASE_URL: database.adminUrl, DATA_DIR: folder }, ['accounts']);
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('is done on its own connection, and starts no database, where nobody has the administrator’s', async () => {
    const { ADMIN_DATABASE_URL: _, ...own } = environment;
    const rows = await withService('accounts', own, (service) =>
      service.get(Database).query<{ user: string }>('SELECT current_user AS user'),
    );
    expect(rows).toEqual([{ user: 'tovar_accounts' }]);
    expect(await readdir(folder)).toEqual(['keys']);
  });
});
