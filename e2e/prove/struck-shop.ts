import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FAILPOINT_VARIABLE } from '@tovar/platform';
import type { Line } from './line.ts';
import type { ProvenShop } from './proven-shop.ts';
import { setClockOf } from './skewed-clock.ts';
import { CASHIERS, HURRY, MANAGER } from './struck-settings.ts';
import { Surroundings } from './surroundings.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'apps/all-in-one/src/main.ts');
const LOADER = join(ROOT, 'scripts/typescript-loader.mjs');
const CLOCK = join(import.meta.dirname, 'skewed-clock.mjs');
const READY = 'Ctrl-C stops everything';
const READY_WITHIN_MS = 180_000;
/** What Node tells of itself when it is asked: its stack, its timers and its connections. */
const REPORTS = join(ROOT, '.tovar/proof');
const TELLING = [
  '--report-on-signal',
  '--report-signal=SIGHUP',
  '--report-exclude-env',
  `--report-directory=${REPORTS}`,
];
const TELLING_MS = 2_000;
/** Of many rounds, also of a shop that complains a lot. */
const KEPT_WORDS = 1_000_000;

/** A shop in a process of its own, which can be struck alone, as all around it can. */
export class StruckShop implements ProvenShop {
  readonly manager = MANAGER;
  readonly cashiers = CASHIERS;
  /** The last words of each process that ended although nothing had struck it. */
  readonly unexplainedDeaths: string[] = [];
  output = '';
  private child?: ChildProcess;
  private isExpected = true;
  private tellDeath?: (wasStruck: boolean) => void;

  private constructor(
    private readonly around: Surroundings,
    private readonly settings: NodeJS.ProcessEnv,
  ) {}

  /** `settings` come on top of those that make it hurry. */
  static async onNewFolder(settings: NodeJS.ProcessEnv = {}): Promise<StruckShop> {
    const around = await Surroundings.make();
    await around.write('failpoint', '');
    await mkdir(join(around.folder, 'shop'));
    const logins = JSON.stringify([MANAGER, CASHIERS.first, CASHIERS.second]);
    await writeFile(join(around.folder, 'shop', 'logins.json'), logins);
    return new StruckShop(around, settings);
  }

  get url(): string {
    return this.around.url;
  }

  get adminUrl(): string {
    return this.around.adminUrl;
  }

  get sandboxUrl(): string {
    return this.around.sandboxUrl;
  }

  /** Between the shop and its database. */
  get line(): Line {
    return this.around.line;
  }

  async start(): Promise<void> {
    this.isExpected = false;
    await mkdir(REPORTS, { recursive: true });
    const flags = [...TELLING, '--conditions=source', '--import', CLOCK, '--import', LOADER];
    const child = spawn(process.execPath, [...flags, MAIN], {
      cwd: ROOT,
      env: { ...process.env, ...HURRY, ...this.settings, ...this.wiring() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    let said = '';
    const ready = Promise.withResolvers<void>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        const words = chunk.toString('utf8');
        said = (said + words).slice(-20_000);
        this.output = (this.output + words).slice(-KEPT_WORDS);
        if (said.includes(READY)) ready.resolve();
      });
    }
    child.once('exit', (code, signal) => {
      ready.reject(new Error(`The shop ended with ${signal ?? code} instead of getting ready:\n${said}`));
      this.end(code, signal);
    });
    const late = setTimeout(() => void this.tellLate(ready.reject), READY_WITHIN_MS);
    await ready.promise.finally(() => clearTimeout(late));
  }

  /** For whoever looks for the cause of a finding; returns the folder. */
  async keepTraces(): Promise<string> {
    this.signal('SIGHUP');
    await writeFile(join(REPORTS, 'shop.log'), this.output);
    await delay(TELLING_MS);
    return REPORTS;
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
    await this.around.write('failpoint', name);
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

  /** Returns when the process goes by it; one that dies meanwhile begins with the right time. */
  async setClock(offsetMs: number): Promise<void> {
    await setClockOf(this.around, { pid: this.child?.pid, isAlive: () => this.isAlive }, offsetMs);
  }

  restartDatabase(): Promise<void> {
    return this.around.restartDatabase();
  }

  /** Ends everything and removes all data. */
  async remove(): Promise<void> {
    if (this.isAlive) await this.kill();
    await this.around.remove();
  }

  private async tellLate(reject: (error: Error) => void): Promise<void> {
    const where = await this.keepTraces().catch((error: Error) => error.message);
    reject(new Error(`The shop was not ready in time; see ${where}.`));
  }

  private wiring(): NodeJS.ProcessEnv {
    return {
      ...this.around.environment,
      DATA_DIR: join(this.around.folder, 'shop'),
      [FAILPOINT_VARIABLE]: join(this.around.folder, 'failpoint'),
      PROVE_CLOCK_FILE: join(this.around.folder, 'clock'),
    };
  }

  private end(code: number | null, signal: NodeJS.Signals | null): void {
    if (!this.isExpected) this.unexplainedDeaths.push(`${signal ?? code}: ${this.output.slice(-1_000)}`);
    this.tellDeath?.(signal === 'SIGKILL');
    this.tellDeath = undefined;
  }
}
