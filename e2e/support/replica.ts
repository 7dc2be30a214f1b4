import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@tovar/platform';
import { waitFor } from '@tovar/testing';

const ROOT = join(import.meta.dirname, '../..');
const LOADER = join(ROOT, 'scripts/typescript-loader.mjs');
const READY_WITHIN_MS = 90_000;

/** One more process of a gateway that runs: the same environment, another port, and what a test changes. */
export class GatewayReplica {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async of(pid: number, changed: NodeJS.ProcessEnv = {}): Promise<GatewayReplica> {
    const port = await freePort();
    const running = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter(Boolean);
    const environment = Object.fromEntries(
      running.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    // The channel to whoever started the first one is none of ours.
    const { NODE_CHANNEL_FD: _channel, NODE_CHANNEL_SERIALIZATION_MODE: _mode, ...own } = environment;
    const command = [join(ROOT, 'apps/all-in-one/src/service.ts'), 'gateway'];
    const child = spawn(process.execPath, ['--conditions=source', '--import', LOADER, ...command], {
      cwd: ROOT,
      env: { ...own, ...changed, PORT: String(port) },
      stdio: 'ignore',
    });
    const replica = new GatewayReplica(`http://127.0.0.1:${port}`, child);
    await waitFor(
      'the replica to be ready',
      async () => (await fetch(`${replica.url}/health/ready`)).ok,
      READY_WITHIN_MS,
    );
    return replica;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }
}
