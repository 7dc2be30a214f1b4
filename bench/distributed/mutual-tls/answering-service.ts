import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The same service over both kinds of connections, in a process of its own. */
export class AnsweringService {
  private constructor(
    readonly addresses: { readonly plain: string; readonly encrypted: string },
    private readonly child: ChildProcess,
  ) {}

  /** It shows the certificate of the folder, and reads from the database. */
  static async start(certificates: string, database: string): Promise<AnsweringService> {
    const env = { ...process.env, BENCH_DATABASE_URL: database };
    const child = fork(join(import.meta.dirname, 'serve.ts'), [certificates], { env });
    const hasEnded = once(child, 'exit').then(() => Promise.reject(new Error('The service to ask did not start.')));
    const [addresses] = (await Promise.race([once(child, 'message'), hasEnded])) as [AnsweringService['addresses']];
    return new AnsweringService(addresses, child);
  }

  /** Microseconds of CPU since it began. */
  async cpuMicros(): Promise<number> {
    const told = once(this.child, 'message');
    this.child.send('CPU');
    const [{ user, system }] = (await told) as [NodeJS.CpuUsage];
    return user + system;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    if (this.child.connected) this.child.disconnect();
    await ended;
  }
}
