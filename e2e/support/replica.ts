import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import type { ShopProcess } from './shop-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const LOADER = join(ROOT, 'scripts/typescript-loader.mjs');
const READY_WITHIN_MS = 90_000;

/** One more process of a service that runs: the same environment, another port, and what a test changes. */
export class Replica {
  private constructor(
    readonly port: number,
    /** Where it answers probes. */
    readonly healthUrl: string,
    private readonly child: ChildProcess,
  ) {}

  static async of(shop: ShopProcess, service: string, changed: NodeJS.ProcessEnv = {}): Promise<Replica> {
    const port = Number(changed.PORT ?? (await freePort()));
    const healthPort = await freePort();
    const command = [join(ROOT, 'apps/all-in-one/src/service.ts'), service];
    const child = spawn(process.execPath, ['--conditions=source', '--import', LOADER, ...command], {
      cwd: ROOT,
      env: {
        ...(await environmentOf(shop.pidOf(service))),
        ...changed,
        PORT: String(port),
        HEALTH_PORT: String(healthPort),
      },
      stdio: 'ignore',
    });
    const replica = new Replica(port, `http://127.0.0.1:${healthPort}/health/ready`, child);
    await waitFor('the replica to be ready', () => replica.isReady(), READY_WITHIN_MS);
    return replica;
  }

  /** Where a gateway answers its clients. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Whether it wants requests; false also when it is gone. */
  async isReady(): Promise<boolean> {
    return fetch(this.healthUrl).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  /** Tells it to stop, and answers how it ended. */
  async stop(): Promise<number | null> {
    const { exitCode, signalCode } = this.child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    return ended;
  }
}

/** Of a process of ours; the channel to whoever started it is left out. */
export async function environmentOf(pid: number): Promise<NodeJS.ProcessEnv> {
  const lines = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter(Boolean);
  const environment = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const { NODE_CHANNEL_FD: _channel, NODE_CHANNEL_SERIALIZATION_MODE: _mode, ...own } = environment;
  return own;
}
