import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, engineOver, startEngine } from '@tovar/platform/engines';
import { waitFor } from '@tovar/testing';
import { Redis } from 'ioredis';
import { installed } from '../src/engines/install.ts';
import { killAtOnce, startScript } from './kit/child-process.ts';

describe('an engine of our own', () => {
  let home: string;
  const started: Engine[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tovar-engines-'));
  });
  afterAll(async () => {
    await Promise.all(started.map((engine) => engine.destroy()));
    await rm(home, { recursive: true, force: true });
  });

  it('ends with its data when it is destroyed', async () => {
    const engine = await startEngine('redis', home);
    await engine.destroy();
    expect(await readdir(join(home, 'running'))).toEqual([]);
    expect(await answers(engine.url)).toBe(false);
  });

  it('is ended at the next start when its process was killed, and one whose process lives is not', async () => {
    const script = join(import.meta.dirname, 'kit/engine-starter.ts');
    const orphaned = await startScript(script, [home], 'started ');
    const kept = await startScript(script, [home], 'started ');
    const [orphan = '', living = ''] = [orphaned, kept].map(({ line }) => line.split(' ')[1]);
    await killAtOnce(orphaned.child);
    expect(await answers(orphan)).toBe(true);
    started.push(await startEngine('redis', home));
    await waitFor('the orphan to be gone', async () => !(await answers(orphan)));
    expect(await answers(living)).toBe(true);
    await killAtOnce(kept.child);
    started.push(await startEngine('redis', home));
    await waitFor('the other one to be gone', async () => !(await answers(living)));
  });

  it('has its data back when another process starts it over the same folder', async () => {
    const place = { cache: home, folder: join(home, 'kept') };
    const first = await engineOver('redis', place);
    await first.start();
    await say(first.url, 'set', 'kept', 'yes');
    await first.stop();
    const second = await engineOver('redis', place);
    started.push(second);
    await second.start();
    expect(await say(second.url, 'get', 'kept')).toBe('yes');
  });

  it('says which program is missing and how it is installed, where it cannot be', async () => {
    const missing = { engine: 'Redis', name: 'no-such-server', debianPackage: 'no-such-package' };
    const path = process.env.PATH;
    process.env.PATH = '';
    try {
      await expect(installed(missing)).rejects.toThrow(/Redis is not installed.*"apt-get install no-such-package"/);
    } finally {
      process.env.PATH = path;
    }
  });
});

async function say(url: string, command: string, ...args: string[]): Promise<unknown> {
  const redis = new Redis(url);
  try {
    return await redis.call(command, ...args);
  } finally {
    redis.disconnect();
  }
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    return (await redis.connect().then(() => redis.ping())) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
