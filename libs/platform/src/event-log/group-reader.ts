import { Logger } from '@nestjs/common';
import type { GroupSubscription } from './event-log.ts';
import type { PositionedEvent } from './recent-events.ts';

const BATCH = 100;
const SLOWEST_RETRY_MS = 5_000;

/** What a group needs of its log. */
export interface GroupSource {
  holdsLock(): boolean;
  read(after: bigint, types: ReadonlySet<string>, limit: number): Promise<PositionedEvent[]>;
  /** The position up to which `read` can see. */
  end(): bigint;
  store(position: bigint): Promise<void>;
}

/** Carries one group through the log: a batch at a time, the position stored only after the batch is handled. */
export class GroupReader {
  private readonly logger = new Logger('EventLog');
  private readonly types: ReadonlySet<string>;
  private running?: Promise<void>;
  private isWoken = false;
  private isClosed = false;
  private failures = 0;

  constructor(
    private readonly subscription: GroupSubscription,
    private reached: bigint,
    private readonly source: GroupSource,
  ) {
    this.types = new Set(subscription.types);
  }

  get position(): bigint {
    return this.reached;
  }

  wake(): void {
    this.isWoken = true;
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.isWoken && !this.isClosed) {
      this.isWoken = false;
      try {
        await this.handleAllThereIs();
        this.failures = 0;
      } catch (error) {
        this.retryLater(error as Error);
      }
    }
  }

  private async handleAllThereIs(): Promise<void> {
    while (!this.isClosed && this.source.holdsLock()) {
      const end = this.source.end();
      const batch = await this.source.read(this.reached, this.types, BATCH);
      const last = batch.at(-1);
      if (!last) {
        if (end > this.reached) this.reached = end;
        return;
      }
      await this.subscription.handle(batch.map((entry) => entry.event));
      await this.source.store(last.position);
      this.reached = last.position;
    }
  }

  private retryLater(error: Error): void {
    this.failures += 1;
    const delayMs = Math.min(SLOWEST_RETRY_MS, 50 * 2 ** this.failures);
    this.logger.warn(`Group ${this.subscription.group} tries its batch again in ${delayMs} ms: ${error.message}`);
    setTimeout(() => this.wake(), delayMs).unref();
  }
}
