import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@tovar/platform/engines';
import { isDistributed } from './mode.ts';

const ROOT = join(import.meta.dirname, '../..');
const LOADER = join(ROOT, 'scripts/typescript-loader.mjs');
const COMMANDS = join(ROOT, 'apps/all-in-one/src');
const MAIN: Command = isDistributed ? 'distributed.ts' : 'main.ts';
/** For a start beside other suites. */
const READY_WITHIN_MS = 240_000;

type Command = 'main.ts' | 'distributed.ts';

export interface Login {
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A whole shop as a person starts it: a process of its own with an embedded PostgreSQL, which a test may kill. */
export class ShopProcess {
  url = '';
  sandboxUrl = '';
  carrierUrl = '';
  output = '';
  private child?: ChildProcess;
  private ended?: Promise<Ended>;

  private constructor(
    readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly command: Command = MAIN,
  ) {}

  /** A shop on a new folder, not started yet. Small, and with quick retries, so that a test need not wait. */
  static async onNewFolder(environment: NodeJS.ProcessEnv = {}, command?: Command): Promise<ShopProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-e2e-'));
    // Root runs PostgreSQL as another user, who must get in.
    await chmod(folder, 0o755);
    const [port, sandboxPort] = await freePorts(2);
    return new ShopProcess(
      folder,
      {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: 'development',
        DATA_DIR: folder,
        // The same after a restart.
        PORT: String(port),
        SANDBOX_PORT: String(sandboxPort),
        CARRIER_SANDBOX_PORT: '0',
        DEMO_SIZE: 'small',
        // Suites count what they have ordered themselves.
        DEMO_ORDERS: 'none',
        LOG_LEVEL: 'warn',
        JOB_POLL_MS: '200',
        // Here one address is many buyers.
        GATEWAY_RATE_LIMITS: 'off',
        ...environment,
      },
      command,
    );
  }

  /** Another process on the same folder. */
  another(): ShopProcess {
    return new ShopProcess(this.folder, this.environment, this.command);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Of a service that is a process of its own, as it was at the start. */
  pidOf(service: string): number {
    const line = this.output.slice(this.output.lastIndexOf('  services '));
    return Number(new RegExp(`\\b${service} (\\d+)`).exec(line)?.[1]);
  }

  /** Of a broker that the shop has started for itself. */
  pidOfEngine(name: string): number {
    return Number(new RegExp(`  engines .*\\b${name} (\\d+)`).exec(this.output)?.[1]);
  }

  /** Starts and waits until the shop says that it is ready; `extra` is for this start only. */
  async start(extra: NodeJS.ProcessEnv = {}): Promise<this> {
    this.output = '';
    const child = spawn(process.execPath, ['--conditions=source', '--import', LOADER, join(COMMANDS, this.command)], {
      cwd: ROOT,
      env: { ...this.environment, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    await this.ready();
    this.url = /shop\s+(http\S+)/.exec(this.output)?.[1] ?? '';
    this.carrierUrl = /parcels\s+(http\S+)/.exec(this.output)?.[1] ?? '';
    this.sandboxUrl = /payments\s+(http\S+)/.exec(this.output)?.[1] ?? '';
    return this;
  }

  /** Waits until the process has ended by itself, for example at an armed failpoint. */
  async end(): Promise<Ended> {
    if (!this.ended) throw new Error('The shop was never started.');
    return this.ended;
  }

  /** As the out-of-memory killer would: nothing is closed, PostgreSQL stays behind. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.end();
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child?.kill(signal);
    return this.end();
  }

  /** Stops if need be, and removes all data. */
  async remove(): Promise<void> {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async login(role: 'customer' | 'manager' | 'admin'): Promise<Login> {
    const logins = JSON.parse(await readFile(join(this.folder, 'logins.json'), 'utf8')) as Login[];
    const login = logins.find((each) => each.role === role);
    if (!login) throw new Error(`There is no login for ${role}.`);
    return login;
  }

  /** The owner of the embedded database, by what stands in the shop's folder. */
  async adminUrl(): Promise<string> {
    const [password, pidFile] = await Promise.all(
      ['password', 'cluster/postmaster.pid'].map((name) => readFile(join(this.folder, 'postgres', name), 'utf8')),
    );
    return `postgres://tovar_owner:${password}@127.0.0.1:${pidFile?.split('\n')[3]}/tovar`;
  }

  /** Where its own brokers are, with the logins of who owns them. */
  async enginesOfOwner(): Promise<Readonly<Record<string, string>>> {
    return JSON.parse(await readFile(join(this.folder, 'engines.json'), 'utf8')) as Record<string, string>;
  }

  private async ready(): Promise<void> {
    const isReady = new Promise<void>((resolve) => {
      this.child?.stdout?.on('data', () => this.output.includes('Ctrl-C stops everything') && resolve());
    });
    const isLate = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error(`The shop was not ready in time:\n${this.output}`)), READY_WITHIN_MS).unref();
    });
    const hasEnded = this.end().then(({ code, signal }) => {
      throw new Error(`The shop ended with ${signal ?? code} instead of getting ready:\n${this.output}`);
    });
    await Promise.race([isReady, isLate, hasEnded]);
  }
}
