import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Environment } from '@tovar/platform';

const SERVICE = join(import.meta.dirname, '../service.ts');
const AGAIN_AFTER_MS = 1_000;
const STOPPED_WITHIN_MS = 12_000;

/** A service ended before it was ready; its own words stand above. */
export class ServiceNotStarted extends Error {
  readonly code = 'SERVICE_NOT_STARTED';
  constructor(name: string, ending: string) {
    super(`${name} ended with ${ending} instead of getting ready.`);
  }
}

/** One service as a process of its own. One that ends by itself is started again. */
export class ServiceProcess {
  private child?: ChildProcess;
  private timer?: NodeJS.Timeout;
  private isStopping = false;

  constructor(
    readonly name: string,
    private readonly environment: Environment,
    private readonly tell: (line: string) => void,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when the service answers. */
  start(): Promise<void> {
    const child = spawn(process.execPath, [...process.execArgv, SERVICE, this.name], {
      // Ctrl-C at the terminal is for the one who started all of them; the channel tells them when that one is gone.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...this.environment },
    });
    this.child = child;
    return new Promise((resolve, reject) => {
      let isReady = false;
      child.once('message', () => {
        isReady = true;
        resolve();
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        const ending = String(signal ?? code);
        if (!isReady) return reject(new ServiceNotStarted(this.name, ending));
        this.startAgain(ending);
      });
    });
  }

  /** Lets it finish what it has in hand. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const forced = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(forced);
  }

  /** As a new version is rolled out: it finishes what it has in hand, and another one takes over. */
  async restart(): Promise<void> {
    await this.stop();
    this.isStopping = false;
    await this.start();
  }

  /** Strikes it, for example with SIGKILL, after which it is started again, or with SIGSTOP and SIGCONT; false when it is not there. */
  signal(name: NodeJS.Signals): boolean {
    return this.child?.kill(name) ?? false;
  }

  private startAgain(ending: string): void {
    if (this.isStopping) return;
    this.tell(`${this.name} ended with ${ending}; it is started again.`);
    this.timer = setTimeout(() => {
      this.start().catch((error: Error) => {
        this.tell(error.message);
        this.startAgain('an error');
      });
    }, AGAIN_AFTER_MS);
  }
}
