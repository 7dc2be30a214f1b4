import { setTimeout as delay } from 'node:timers/promises';
import type { SteadyCall } from '../../../e2e/support/steady-calls.ts';
import type { Read } from './timeline.ts';

/** Reads that are sent so many times a second, whatever the answers take: one that waits keeps nobody from asking. */
export class SteadyReads {
  private readonly reading: Promise<Read>[] = [];
  private readonly leaving = new AbortController();
  private readonly sending: Promise<void>;

  private constructor(
    private readonly read: SteadyCall,
    perSecond: number,
  ) {
    this.sending = this.send(1_000 / perSecond);
  }

  static begin(read: SteadyCall, perSecond: number): SteadyReads {
    return new SteadyReads(read, perSecond);
  }

  /** Sends no more, and answers all that there were, in their order. */
  async end(): Promise<readonly Read[]> {
    this.leaving.abort();
    await this.sending;
    return Promise.all(this.reading);
  }

  private async send(everyMs: number): Promise<void> {
    const begunAt = performance.now();
    while (!this.leaving.signal.aborted) {
      for (let at = begunAt + this.reading.length * everyMs; at <= performance.now(); at += everyMs)
        this.reading.push(this.readDueAt(at));
      await delay(1);
    }
  }

  private async readDueAt(atMs: number): Promise<Read> {
    const problem = await this.read(this.reading.length).catch(
      (error: Error) => `${error.message} ${String(error.cause)}`,
    );
    return { atMs, tookMs: performance.now() - atMs, problem };
  }
}
