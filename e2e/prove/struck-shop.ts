import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PaymentSandbox, startPaymentSandbox } from '@tovar/payment-sandbox';
import { EmbeddedPostgres, FAILPOINT_VARIABLE, freePort } from '@tovar/platform';
import type { Login } from '../support/shop-process.ts';
import { Line } from './line.ts';
import type { ProvenShop } from './proven-shop.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'apps/all-in-one/src/main.ts');
const LOADER = join(ROOT, 'scripts/typescript-loader.mjs');
const CLOCK = join(import.meta.dirname, 'skewed-clock.mjs');
const READY = 'Ctrl-C stops everything';
const READY_WITHIN_MS = 120_000;
const FAST_SERVER = ['fsync=off', 'shared_buffers=64MB'];
const CLIENT = {
  clientId: 'prove',
  clientSecret: 'prove-a-shop-that-is-struck',
  yookassaShopId: '100500',
  yookassaSecretKey: 'prove-a-shop-that-is-struck',
};
const MANAGER = loginOf('manager', 'manager');
const CASHIERS = {
  first: loginOf('cashier', 'admin'),
  second: loginOf('second-cashier', 'admin'),
  aloneUpToMinor: 500n,
};

/** Whatever takes minutes takes seconds here, so that a round can see the end of it. */
const HURRY = {
  NODE_ENV: 'development',
  DEMO_SIZE: 'small',
  LOG_LEVEL: 'error',
  JOB_POLL_MS: '100',
  EVENT_LOG_POLL_MS: '500',
  DATABASE_POOL: '6',
  GATEWAY_RATE_LIMITS: 'off',
  ACCOUNTS_LOGIN_TRIES_IN_ALL: '1000000',
  ACCOUNTS_LOGIN_TRIES_PER_EMAIL: '1000000',
  ACCOUNTS_LOGIN_TRIES_PER_IP: '1000000',
  ORDERS_PAY_WITHIN_MS: '1800',
  ORDERS_PLACE_WAIT_MS: '1000',
  PAYMENTS_LOOK_AFTER_MS: '100,200,400,800',
  PAYMENTS_DOUBT_MS: '2000',
  PAYPAL_TIMEOUT_MS: '500',
  PAYPAL_RETRY_MS: '20',
  YOOKASSA_TIMEOUT_MS: '500',
  YOOKASSA_RETRY_MS: '20',
  YOOKASSA_CURRENCIES: 'RUB,EUR',
  PAYMENTS_REFUND_ALONE_UP_TO: '5.00 EUR',
};

/**
 * A shop in a process of its own, with its database, its provider and the wire between them outside of it: each can be
 * struck alone. The provider's ledger outlives every death of the shop.
 */
export class StruckShop implements ProvenShop {
  readonly url: string;
  /** The last words of each process that ended although nothing had struck it. */
  readonly unexplainedDeaths: string[] = [];
  output = '';
  private child?: ChildProcess;
  private isExpected = true;
  private tellDeath?: (wasStruck: boolean) => void;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private database: EmbeddedPostgres,
    private readonly provider: { readonly sandbox: PaymentSandbox; readonly webhookId: string },
    /** The shop's own, which can be cut, and one for those who look behind it and strike it. */
    private readonly lines: { readonly shop: Line; readonly ours: Line },
    private readonly settings: NodeJS.ProcessEnv,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** `settings` come on top of those that make it hurry. */
  static async onNewFolder(settings: NodeJS.ProcessEnv = {}): Promise<StruckShop> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-prove-'));
    // Root runs PostgreSQL as another user, who must get in.
    await chmod(folder, 0o755);
    const database = await EmbeddedPostgres.start({ folder: join(folder, 'postgres'), settings: FAST_SERVER });
    const databasePort = Number(new URL(database.adminUrl).port);
    const lines = { shop: await Line.to(databasePort), ours: await Line.to(databasePort) };
    const sandbox = await startPaymentSandbox({
      ...CLIENT,
      port: 0,
      stateFile: join(folder, 'payment-sandbox.jsonl'),
      webhookScheduleFactor: 0.0001,
    });
    const port = await freePort();
    const webhookId = sandbox.registerWebhook(`http://127.0.0.1:${port}/webhooks/paypal`);
    sandbox.notifyOfYooKassa(`http://127.0.0.1:${port}/webhooks/yookassa`);
    await writeFile(join(folder, 'failpoint'), '');
    await mkdir(join(folder, 'shop'));
    await writeFile(join(folder, 'shop', 'logins.json'), JSON.stringify([MANAGER, CASHIERS.first, CASHIERS.second]));
    return new StruckShop(folder, port, database, { sandbox, webhookId }, lines, settings);
  }

  get adminUrl(): string {
    return this.along(this.lines.ours);
  }

  /** Between the shop and its database. */
  get line(): Line {
    return this.lines.shop;
  }

  get sandboxUrl(): string {
    return this.provider.sandbox.url;
  }

  readonly manager = MANAGER;
  readonly cashiers = CASHIERS;

  async start(): Promise<void> {
    this.isExpected = false;
    const child = spawn(process.execPath, ['--conditions=source', '--import', CLOCK, '--import', LOADER, MAIN], {
      cwd: ROOT,
      env: { ...process.env, ...HURRY, ...this.settings, ...this.wiring() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let said = '';
    const ready = Promise.withResolvers<void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-20_000);
        this.output = said;
        if (said.includes(READY)) ready.resolve();
      });
    }
    child.once('exit', (code, signal) => {
      ready.reject(new Error(`The shop ended with ${signal ?? code} instead of getting ready:\n${said}`));
      this.end(code, signal);
    });
    const late = setTimeout(() => ready.reject(new Error(`The shop was not ready in time:\n${said}`)), READY_WITHIN_MS);
    await ready.promise.finally(() => clearTimeout(late));
  }

  /** As the out-of-memory killer would. */
  async kill(): Promise<void> {
    this.isExpected = true;
    const { child } = this;
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await ended;
  }

  get isAlive(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** The shop dies when it comes by this point; an empty name disarms. */
  async armFailpoint(name: string): Promise<void> {
    await this.write('failpoint', name);
  }

  /** True when the shop dies at its failpoint, false when `expectNoDeath` comes first. */
  nextDeath(): Promise<boolean> {
    this.isExpected = true;
    return new Promise((resolve) => {
      this.tellDeath = resolve;
    });
  }

  expectNoDeath(): void {
    this.isExpected = false;
    this.tellDeath?.(false);
    this.tellDeath = undefined;
  }

  async setClock(offsetMs: number): Promise<void> {
    await this.write('clock', String(offsetMs));
    this.signal('SIGUSR2');
  }

  /** An immediate shutdown, which is a crash, and a start with recovery. */
  async restartDatabase(): Promise<void> {
    const { pid } = this.database;
    if (pid) process.kill(pid, 'SIGQUIT');
    await this.database.stop();
    this.database = await EmbeddedPostgres.start({ folder: join(this.folder, 'postgres'), settings: FAST_SERVER });
    for (const line of Object.values(this.lines)) line.leadTo(Number(new URL(this.database.adminUrl).port));
  }

  /** Ends everything and removes all data. */
  async remove(): Promise<void> {
    if (this.isAlive) await this.kill();
    await this.provider.sandbox.close();
    for (const line of Object.values(this.lines)) await line.close();
    await this.database.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A wire's end stays where it is when the server has moved. */
  private along({ port }: Line): string {
    const url = new URL(this.database.adminUrl);
    url.port = String(port);
    // A line carries TCP: the server's own socket in the file system would lead past it.
    url.search = '';
    return url.href;
  }

  private wiring(): NodeJS.ProcessEnv {
    return {
      ADMIN_DATABASE_URL: this.along(this.line),
      DATA_DIR: join(this.folder, 'shop'),
      PORT: String(this.port),
      [FAILPOINT_VARIABLE]: join(this.folder, 'failpoint'),
      PROVE_CLOCK_FILE: join(this.folder, 'clock'),
      PAYMENTS_PROVIDERS: 'paypal,yookassa',
      YOOKASSA_ENVIRONMENT: 'local',
      YOOKASSA_BASE_URL: `${this.provider.sandbox.url}/v3`,
      YOOKASSA_SHOP_ID: CLIENT.yookassaShopId,
      YOOKASSA_SECRET: CLIENT.yookassaSecretKey,
      YOOKASSA_WEBHOOK_NETWORKS: '127.0.0.1,::1',
      PAYPAL_ENVIRONMENT: 'local',
      PAYPAL_BASE_URL: this.provider.sandbox.url,
      PAYPAL_CLIENT_ID: CLIENT.clientId,
      PAYPAL_CLIENT_SECRET: CLIENT.clientSecret,
      PAYPAL_WEBHOOK_ID: this.provider.webhookId,
      PAYPAL_SANDBOX_ROOT_CERTIFICATE: this.provider.sandbox.rootCertificatePem,
    };
  }

  private end(code: number | null, signal: NodeJS.Signals | null): void {
    if (!this.isExpected) this.unexplainedDeaths.push(`${signal ?? code}: ${this.output.slice(-1_000)}`);
    this.tellDeath?.(signal === 'SIGKILL');
    this.tellDeath = undefined;
  }

  /** The shop reads it at any time: it sees the old text or the new one. */
  private async write(name: string, text: string): Promise<void> {
    const draft = join(this.folder, `${name}.draft`);
    await writeFile(draft, text);
    await rename(draft, join(this.folder, name));
  }
}

/** Made at the first start, like any first login. */
function loginOf(name: string, role: string): Login {
  return { role, email: `${name}@example.com`, password: `correct horse battery ${name}` };
}
