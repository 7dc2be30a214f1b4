import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Gives processes a share of a core each, by stopping and continuing them: that asks for no rights and no cgroups, and a
 * machine of two cores has room for two that are limited and for those who ask them. Works on Linux.
 */
export class CpuShare {
  private constructor(private readonly limiter: ChildProcess) {}

  static async limit(pids: readonly number[], share: number): Promise<CpuShare> {
    const limiter = fork(join(import.meta.dirname, 'limit.ts'), [share, ...pids].map(String));
    await once(limiter, 'message');
    return new CpuShare(limiter);
  }

  /** They run freely again. */
  async end(): Promise<void> {
    const ended = once(this.limiter, 'exit');
    this.limiter.disconnect();
    await ended;
  }
}
