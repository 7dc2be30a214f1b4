import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@tovar/platform/engines';
import { waitFor } from '@tovar/testing';
import type { ShopProcess } from './shop-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const READY_WITHIN_MS = 90_000;

/** One more process of a service of a shop that runs. */
export class Replica {
  private constructor(
    readonly port: number,
    /** Where it answers probes. */
    readonly healthUrl: string,
    private readonly child: ChildProcess,
  ) {}

  /** Beside the shop's own process: the same environment, another port, and what a test changes. */
  static async of(shop: ShopProcess, service: string, changed: NodeJS.ProcessEnv = {}): Promise<Replica> {
    const PORT = String(await freePort());
    return Replica.start(service, { ...(await environmentOf(shop.pidOf(service))), PORT, ...changed });
  }

  /** From these sources, on the port that the environment says. */
  static async start(service: string, environment: NodeJS.ProcessEnv, sources = ROOT): Promise<Replica> {
    const port = Number(environment.PORT);
    const healthPort = await freePort();
    const loader = join(sources, 'scripts/typescript-loader.mjs');
    const command = [join(sources, 'apps/all-in-one/src/service.ts'), service];
    const child = spawn(process.execPath, ['--conditions=source', '--import', loader, ...command], {
      cwd: sources,
      env: { ...environment, HEALTH_PORT: String(healthPort) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const replica = new Replica(port, `http://127.0.0.1:${healthPort}/health/ready`, child);
    const ready = waitFor(`another ${service} to be ready`, () => replica.isReady(), READY_WITHIN_MS);
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${service} ended before it was ready.`)));
    try {
      await Promise.race([ready, ended]);
      return replica;
    } catch (error) {
      await replica.kill();
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
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

  /** Whether the gateway knows it: it asks each replica for its schema now and then. */
  async isAsked(): Promise<boolean> {
    return (await this.answered()) > 0;
  }

  /** How many requests for GraphQL it has answered since it began. */
  async answered(): Promise<number> {
    const page = await fetch(new URL('/metrics', this.healthUrl)).then((answer) => answer.text());
    const counts = page.matchAll(/^tovar_request_seconds_count\{[^}]*route="\/graphql"[^}]*\} (\d+)/gm);
    return [...counts].reduce((total, [, count]) => total + Number(count), 0);
  }

  /** Whether it has drained: probes are not answered any more. */
  async hasDrained(): Promise<boolean> {
    return fetch(this.healthUrl).then(
      () => false,
      () => true,
    );
  }

  /** Tells it to stop, and answers how it ended. */
  stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** As the out-of-memory killer would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { exitCode, signalCode } = this.child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
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
