import { Logger } from '@nestjs/common';
import { coalesce } from './coalesce.ts';
import type { GroupSubscription } from './event-log.ts';
import type { PositionedEvent } from './recent-events.ts';

const BATCH = 100;
const FIRST_RETRY_MS = 50;
const SLOWEST_RETRY_MS = 5_000;
/** A group that passed this many events of other types tells where it is, so that a restart need not pass them again. */
const TOLD_EVERY = 1_000n;

/** What a group needs of its log. */
export interface GroupSource {
  /** New each time this process becomes the group's worker; undefined while it is not. */
  tenure(): number | undefined;
  /** Up to `limit` events of the types after the position. */
  read(after: bigint, types: ReadonlySet<string>, limit: number): Promise<PositionedEvent[]>;
  /** The position up to which `read` can see. */
  end(): bigint;
  /** The position that the group's last worker stored. */
  stored(): Promise<bigint>;
  /** Stores it soon. */
  move(position: bigint): void;
}

/** Carries one group through the log: a batch at a time, moved on only after the batch is handled. */
export class GroupReader {
  private readonly logger = new Logger('EventLog');
  private readonly types: ReadonlySet<string>;
  private readonly run = coalesce(() => this.handleAllThereIs().catch((error: Error) => this.retryLater(error)));
  private tenure?: number;
  private reached = 0n;
  private told = 0n;
  private isClosed = false;
  private isWaiting = false;
  private failures = 0;

  constructor(
    private readonly subscription: GroupSubscription,
    private readonly source: GroupSource,
  ) {
    this.types = new Set(subscription.types);
  }

  /** How far this process has carried the group; undefined while another one does. */
  get position(): bigint | undefined {
    return this.isWorker ? this.reached : undefined;
  }

  wake(): void {
    if (!this.isWaiting) void this.run();
  }

  /** Waits for the batch in hand. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.run();
    if (this.isWorker && this.reached !== this.told) this.moveTo(this.reached);
  }

  private get isWorker(): boolean {
    return this.tenure !== undefined && this.tenure === this.source.tenure();
  }

  private async handleAllThereIs(): Promise<void> {
    while (!this.isClosed && !this.isWaiting && (await this.becomeWorker())) {
      const end = this.source.end();
      const batch = await this.source.read(this.reached, this.types, BATCH);
      const last = batch.at(-1);
      if (!last) return this.passTo(end);
      await this.subscription.handle(batch.map((entry) => entry.event));
      this.moveTo(last.position);
      this.failures = 0;
    }
  }

  /** Whoever worked before went further than we remember: begin where they stored. */
  private async becomeWorker(): Promise<boolean> {
    const tenure = this.source.tenure();
    if (tenure === undefined || tenure === this.tenure) return tenure !== undefined;
    this.reached = await this.source.stored();
    this.told = this.reached;
    this.tenure = tenure;
    return true;
  }

  private passTo(end: bigint): void {
    if (end > this.reached) this.reached = end;
    if (this.reached - this.told >= TOLD_EVERY) this.moveTo(this.reached);
  }

  private moveTo(position: bigint): void {
    this.source.move(position);
    this.reached = position;
    this.told = position;
  }

  /** New events do not cut the wait short: a batch that fails would burn its tries while they come. */
  private retryLater(error: Error): void {
    const delayMs = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.isWaiting = true;
    this.logger.warn(`Group ${this.subscription.group} tries its batch again in ${delayMs} ms: ${error.message}`);
    setTimeout(() => {
      this.isWaiting = false;
      this.wake();
    }, delayMs).unref();
  }
}
