import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from '@tovar/testing';
import { ShopProcess } from './support/shop-process.ts';

const ROOT = join(import.meta.dirname, '..');

describe('npm run service', () => {
  const run = (...args: string[]): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const flags = ['--conditions=source', '--import', join(ROOT, 'scripts/typescript-loader.mjs')];
      const environment = { PATH: process.env.PATH, ADMIN_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
      execFile(
        process.execPath,
        [...flags, join(ROOT, 'apps/all-in-one/src/service.ts'), ...args],
        { cwd: ROOT, env: environment },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
      );
    });

  it.each([
    ['tells what it does', ['--help'], 0, 'one service as a process of its own'],
    ['refuses a service that is none', ['refunds'], 2, 'There is no "refunds".'],
    ['refuses to start a service that nobody could know', ['orders'], 1, 'orders needs a certificate to run alone'],
  ] as const)('%s', async (_what, args, code, text) => {
    const ended = await run(...args);
    expect(ended.output).toContain(text);
    expect(ended.code).toBe(code);
  });
});

describe('the shop as one process for each service', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await ShopProcess.onNewFolder({ DEMO_SIZE: 'none' }, 'distributed.ts');
    await shop.start();
  }, 180_000);
  afterAll(() => shop.remove());

  const services = async (): Promise<Map<string, boolean>> => {
    const response = await fetch(`${shop.url}/api/v1/status`);
    const { services: all } = (await response.json()) as { services: { service: string; isReady: boolean }[] };
    return new Map(all.map(({ service, isReady }) => [service, isReady]));
  };
  const pidOf = (service: string): number =>
    Number(new RegExp(`\\b${service} (\\d+)`).exec(shop.output.slice(shop.output.indexOf('services')))?.[1]);

  it('is ready when all of them are', async () => {
    expect([...(await services()).values()]).not.toContain(false);
    expect((await services()).size).toBeGreaterThan(5);
  });

  it('[FED-08] loses only what a service does that has died, and has it back', async () => {
    process.kill(pidOf('shipping'), 'SIGKILL');
    const isReady = async (service: string) => (await services()).get(service);
    await waitFor('shipping to be missed', async () => (await isReady('shipping')) === false);
    expect(await isReady('catalog')).toBe(true);
    await waitFor('shipping to be back', () => isReady('shipping'), 40_000);
  });

  it('stops all of them on SIGTERM, and leaves nothing behind', async () => {
    const pids = ['orders', 'gateway'].map(pidOf);
    expect(await shop.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
