import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CpuMeter, type CpuTime } from './cpu-meter.ts';

const ROOT = join(import.meta.dirname, '..');
/** One customer logs in again and again, which is what these forbid. */
const LOGIN_LIMITS = ['ACCOUNTS_LOGIN_TRIES_IN_ALL', 'ACCOUNTS_LOGIN_TRIES_PER_EMAIL', 'ACCOUNTS_LOGIN_TRIES_PER_IP'];
const READY = 'Ctrl-C stops everything';
const KEPT_WORDS = 10_000;
/** So much CPU in a second is rest: auditors and jobs look round now and then, and ten services with their engines poll. */
const REST_MS_OF_A_SECOND = 400;
const REST_WITHIN_MS = 600_000;

export interface ShopOptions {
  /** Kept between runs: filling is done once. */
  readonly folder: string;
  readonly products: number;
  readonly hasCache: boolean;
  /** What starts it: all in one process, as `npm start` does (default), or one for each service on engines of their own. */
  readonly command?: 'main.ts' | 'distributed.ts';
}

/** A whole shop in a process of its own, with its own data, as a person would run it; limits on rates are off. */
export class ShopUnderTest {
  readonly cpu: CpuMeter;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    this.cpu = new CpuMeter(child.pid ?? 0);
  }

  static async start({ folder, products, hasCache, command = 'main.ts' }: ShopOptions): Promise<ShopUnderTest> {
    const loader = join(ROOT, 'scripts/typescript-loader.mjs');
    const main = join(ROOT, 'apps/all-in-one/src', command);
    const child = spawn(process.execPath, ['--conditions=source', '--import', loader, main], {
      cwd: ROOT,
      env: {
        ...process.env,
        DATA_DIR: folder,
        DEMO_SIZE: String(products),
        DEMO_ORDERS: 'none',
        PORT: '19080',
        SANDBOX_PORT: '19180',
        CARRIER_SANDBOX_PORT: '0',
        LOG_LEVEL: 'error',
        GATEWAY_RATE_LIMITS: 'off',
        GATEWAY_CACHE_MB: hasCache ? '64' : '0',
        ...Object.fromEntries(LOGIN_LIMITS.map((name) => [name, '1000000'])),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await outputUntilReady(child);
    const url = /shop\s+(http\S+)/.exec(said)?.[1];
    if (!url) throw new Error(`The shop did not say where it is:\n${said}`);
    const shop = new ShopUnderTest(url, folder, child);
    await shop.rest();
    return shop;
  }

  /** Waits until what a start leaves to be done is done: products are indexed, news are heard, new tables are vacuumed. */
  private async rest(): Promise<void> {
    const giveUpAt = Date.now() + REST_WITHIN_MS;
    let before = await this.cpu.read();
    while (before) {
      await delay(1_000);
      const now = await this.cpu.read();
      if (!now || totalOf(now) - totalOf(before) < REST_MS_OF_A_SECOND) return;
      if (Date.now() > giveUpAt) throw new Error('The shop does not come to rest.');
      before = now;
    }
  }

  async graphql<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: readonly { message: string }[] };
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data;
  }

  async login(role: 'customer' | 'manager'): Promise<{ email: string; password: string }> {
    const logins = JSON.parse(await readFile(join(this.folder, 'logins.json'), 'utf8')) as {
      role: string;
      email: string;
      password: string;
    }[];
    const login = logins.find((each) => each.role === role);
    if (!login) throw new Error(`The shop has no ${role}.`);
    return login;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }
}

function totalOf({ serverMs, databaseMs }: CpuTime): number {
  return serverMs + databaseMs;
}

function outputUntilReady(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The shop ended before it was ready:\n${said}`)));
    // Listened to as long as it runs: what nobody takes would hold it up.
    child.stdout?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-KEPT_WORDS);
      if (said.includes(READY)) resolve(said);
    });
  });
}
