import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@tovar/testing';
import pg from 'pg';
import { EmbeddedPostgres, PostgresNotStarted } from '../src/embedded-postgres/embedded-postgres.ts';
import { killAtOnce, startScript } from './kit/child-process.ts';

const ROOT = join(import.meta.dirname, '../../..');
const settings = ['fsync=off', 'shared_buffers=16MB'];

describe('the embedded PostgreSQL', () => {
  let folder: string;
  const started: EmbeddedPostgres[] = [];

  beforeAll(async () => {
    folder = join(ROOT, '.tovar', `test-embedded-${process.pid}`);
    await mkdir(folder, { recursive: true });
  });
  afterAll(async () => {
    for (const postgres of started) await postgres.stop();
    await started.at(-1)?.destroy();
  });

  const start = async (more: readonly string[] = []): Promise<EmbeddedPostgres> => {
    const postgres = await EmbeddedPostgres.start({ folder, settings: [...settings, ...more] });
    started.push(postgres);
    return postgres;
  };

  it('makes a cluster on first use, with the settings that are asked for', async () => {
    // What a start that was killed half-way leaves behind.
    await mkdir(join(folder, 'cluster.draft-0123'));
    await writeFile(join(folder, 'cluster.draft-0123', 'PG_VERSION'), '18');
    const postgres = await start(['work_mem=7MB']);
    expect(await query(postgres.adminUrl, 'SHOW work_mem')).toEqual([{ work_mem: '7MB' }]);
    await query(postgres.adminUrl, 'CREATE TABLE note (text text); INSERT INTO note VALUES (1)');
    expect((await readdir(folder)).filter((name) => name.includes('draft'))).toEqual([]);
  });

  it('stops its server, and finds its data when it starts again', async () => {
    const [first] = started;
    await first?.stop();
    await first?.stop();
    expect(isAlive(first?.pid)).toBe(false);
    const second = await start();
    expect(await query(second.adminUrl, 'SELECT text FROM note')).toEqual([{ text: '1' }]);
    expect(new URL(second.adminUrl).password).toBe(new URL(first?.adminUrl ?? '').password);
    await second.stop();
  });

  it('says with its last words why it does not start, and leaves no server behind', async () => {
    await expect(start(['no_such_setting=1'])).rejects.toThrow(PostgresNotStarted);
    await expect(start(['no_such_setting=1'])).rejects.toThrow(
      'unrecognized configuration parameter "no_such_setting"',
    );
  });

  it("ends the server of a process that was killed, and goes on with that one's data", async () => {
    const script = join(import.meta.dirname, 'kit/postgres-starter.ts');
    const { child, line } = await startScript(script, [folder], 'started ');
    const [, pid, url = ''] = line.split(' ');
    await query(url, 'INSERT INTO note VALUES (2)');
    await killAtOnce(child);
    expect(isAlive(Number(pid))).toBe(true);
    const postgres = await start();
    expect(await query(postgres.adminUrl, 'SELECT text FROM note ORDER BY text')).toEqual([
      { text: '1' },
      { text: '2' },
    ]);
    await waitFor('the orphan to be gone', () => !isAlive(Number(pid)));
  });
});

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
