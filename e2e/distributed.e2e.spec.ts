import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@tovar/testing';
import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { listeningAddresses } from './support/listening.ts';
import { environmentOf } from './support/replica.ts';
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

/** Which schema of a service each service's role may use; the log's own is for all of them. */
async function seenSchemas(adminUrl: string): Promise<{ role: string; schema: string }[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string; schema: string }>(`
      SELECT rolname AS role, nspname AS schema FROM pg_roles, pg_namespace
       WHERE rolname LIKE 'tovar\\_%' AND rolname NOT IN ('tovar_owner', 'tovar_platform')
         AND nspname NOT IN ('public', 'platform', 'information_schema') AND nspname NOT LIKE 'pg\\_%'
         AND has_schema_privilege(rolname, nspname, 'USAGE')`);
    return rows;
  } finally {
    await client.end();
  }
}

/** As the command tells them: `kafka 4711, redis 4712`. */
function pidsIn(line = ''): number[] {
  return line.split(', ').map((each) => Number(each.split(' ')[1]));
}

describe('the shop as one process for each service', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await ShopProcess.onNewFolder({ DEMO_SIZE: 'none' }, 'distributed.ts');
    await shop.start();
  });
  afterAll(() => shop.remove());

  const services = async (): Promise<Map<string, boolean>> => {
    const response = await fetch(`${shop.url}/api/v1/status`);
    const { services: all } = (await response.json()) as { services: { service: string; isReady: boolean }[] };
    return new Map(all.map(({ service, isReady }) => [service, isReady]));
  };

  it('is ready when all of them are', async () => {
    expect([...(await services()).values()]).not.toContain(false);
    expect((await services()).size).toBeGreaterThan(5);
  });

  it('[FED-01] can be reached from elsewhere at no port of a service, a broker or a database', async () => {
    const servers = [
      ...pidsIn(/engines\s+(.*)/.exec(shop.output)?.[1]),
      ...pidsIn(/services {3}(.*)/.exec(shop.output)?.[1]),
    ];
    expect(servers.length).toBeGreaterThan(10);
    const postmaster = await readFile(join(shop.folder, 'postgres/cluster/postmaster.pid'), 'utf8');
    const addresses = await listeningAddresses([...servers, Number(postmaster.split('\n')[0])]);
    expect(addresses.length).toBeGreaterThanOrEqual(servers.length);
    expect(addresses.filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('[MTLS-03] has a role for each service, which sees no schema of another', async () => {
    const pairs = await seenSchemas(await shop.adminUrl());
    expect(new Set(pairs.map(({ role }) => role)).size).toBeGreaterThan(5);
    const foreign = pairs.filter(({ role, schema }) => !schema.startsWith(role.replace('tovar_', '')));
    expect(foreign).toEqual([]);
  });

  it('[MTLS-03] tells each service the address of its own database, and no service how the owner of all of them logs in', async () => {
    for (const name of (await services()).keys()) {
      const environment = Object.entries(await environmentOf(shop.pidOf(name)));
      const told = environment.flatMap(([each, url]) => (each.endsWith('DATABASE_URL') && url ? [each] : []));
      const own = name === 'gateway' ? [] : [`${name.toUpperCase()}_DATABASE_URL`];
      expect(new Set(told)).toEqual(new Set(['PLATFORM_DATABASE_URL', ...own]));
    }
  });

  const BROKERS = ['EVENT_LOG_URL', 'JOB_QUEUE_URL', 'KEY_VALUE_URL', 'DURABLE_KEY_VALUE_URL'];
  const brokersOf = async (service: string): Promise<Map<string, URL>> => {
    const environment = await environmentOf(shop.pidOf(service));
    return new Map(BROKERS.map((variable) => [variable, new URL(environment[variable] ?? '')]));
  };

  it('[MTLS-03] has a login of its own for each service at each broker, and tells no service that of the owner', async () => {
    const names = [...(await services()).keys()];
    const addresses = await Promise.all(names.map(brokersOf));
    for (const [index, service] of names.entries())
      for (const { username } of addresses[index]?.values() ?? []) expect(username).toBe(service);
    const passwords = addresses.flatMap((each) => [...each.values()].map(({ password }) => password));
    // Redis is one server for what may be lost and what may not.
    expect(new Set(passwords).size).toBe(names.length * (BROKERS.length - 1));
    const { EVENT_LOG_URL = '' } = await shop.enginesOfOwner();
    for (const service of names)
      expect(Object.values(await environmentOf(shop.pidOf(service)))).not.toContain(EVENT_LOG_URL);
  });

  it('[MTLS-03] keeps a service from the jobs and the values of another', async () => {
    const cart = await brokersOf('cart');
    const queues = await connect(cart.get('JOB_QUEUE_URL')?.href ?? '');
    const channel = await queues.createChannel();
    channel.on('error', () => undefined);
    await expect(channel.get('orders.jobs.orders.deadline')).rejects.toThrow('ACCESS_REFUSED');
    await queues.close();
    const values = new Redis(cart.get('DURABLE_KEY_VALUE_URL')?.href ?? '', { disableClientInfo: true });
    await expect(values.hmget('tovar:14:accounts.triesa', 'v')).rejects.toThrow('NOPERM');
    values.disconnect();
  });

  it('[FED-08] loses only what a service does that has died, and has it back', async () => {
    process.kill(shop.pidOf('shipping'), 'SIGKILL');
    const isReady = async (service: string) => (await services()).get(service);
    await waitFor('shipping to be missed', async () => (await isReady('shipping')) === false);
    expect(await isReady('catalog')).toBe(true);
    await waitFor('shipping to be back', () => isReady('shipping'), 40_000);
  });

  it('stops all of them on SIGTERM, one that hangs as well, and leaves nothing behind', async () => {
    const engines = ['kafka', 'rabbitmq', 'redis'].map((name) => shop.pidOfEngine(name));
    const pids = [...['orders', 'gateway'].map((name) => shop.pidOf(name)), ...engines];
    process.kill(shop.pidOf('orders'), 'SIGSTOP');
    expect(await shop.stop('SIGTERM')).toEqual({ code: 0, signal: null });
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
