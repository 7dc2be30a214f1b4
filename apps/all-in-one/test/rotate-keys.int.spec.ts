import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Environment, loadModules, prepareDatabases } from '@tovar/platform';
import { createTestDatabase, type TestDatabase } from '@tovar/testing';
import pg from 'pg';
import { services } from '../src/services.ts';

const ROOT = join(import.meta.dirname, '../../..');
const LOADER = join(ROOT, 'scripts/typescript-loader.mjs');

interface Ring {
  readonly current: { readonly kid: string };
  readonly next: { readonly kid: string; publishedAt: number };
  readonly retired: readonly { readonly kid: string; readonly jwk: object }[];
}

describe('npm run rotate-keys -- --print', () => {
  let folder: string;
  let keysFile: string;
  let database: TestDatabase;
  let environment: Environment;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tovar-rotate-'));
    keysFile = join(folder, 'signing-keys.json');
    database = await createTestDatabase();
    const { accounts } = services;
    await loadModules({ ...(accounts && { accounts }) });
    const { ADMIN_DATABASE_URL: _, ...own } = await prepareDatabases({ ADMIN_DATABASE_URL: database.adminUrl }, [
      'accounts',
    ]);
    environment = { ...own, PATH: process.env.PATH, DATA_DIR: folder, ACCOUNTS_SIGNING_KEYS_FILE: keysFile };
    execFileSync(process.execPath, [join(ROOT, 'deploy/make-secrets.mjs'), folder]);
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const print = () =>
    promisify(execFile)(
      process.execPath,
      ['--conditions=source', '--import', LOADER, join(ROOT, 'apps/all-in-one/src/rotate-keys.ts'), '--print'],
      { cwd: folder, env: environment },
    );

  it('tells why it does not, while a replica may not know the next key', async () => {
    await expect(print()).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Rotate again in'),
    });
  });

  it('[AUTH-03] prints the rotated keys alone, leaves the mounted ones as they are, and leaves a trail', async () => {
    const before = JSON.parse(await readFile(keysFile, 'utf8')) as Ring;
    before.next.publishedAt = 0;
    await writeFile(keysFile, JSON.stringify(before));
    const after = JSON.parse((await print()).stdout) as Ring;
    expect(after.current.kid).toBe(before.next.kid);
    expect(after.retired.map(({ kid }) => kid)).toEqual([before.current.kid]);
    expect(JSON.parse(await readFile(keysFile, 'utf8'))).toEqual(before);
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const { rowCount } = await client.query(`SELECT FROM accounts.security_event WHERE kind = 'signing-keys-rotated'`);
    await client.end();
    expect(rowCount).toBe(1);
  });
});
