import { setImmediate as othersTurn } from 'node:timers/promises';
import type { SqlDatabase } from '@tovar/platform';
import type { Changes } from '../domain/changes.ts';
import { Folding } from '../domain/fold.ts';
import type { HeardMessage } from '../domain/heard.ts';
import type { Known, Projections } from '../domain/projections.ts';

/** So many messages are folded in memory before what has become of them is written. */
const WRITTEN_EVERY = 50_000;
/** So long at a time: whoever asks for a report meanwhile waits no longer for the process. */
const TURN_MS = 2;

export interface RebuildRunOptions {
  /** Told how far it is now and then. */
  onProgress(folded: number): Promise<void>;
  readonly writtenEvery?: number;
}

/** One run of folding messages into the empty projections beside the live ones, in which nobody else writes. */
export class RebuildRun {
  private isSettled = false;
  private folding = new Folding();
  private writing: Promise<void> = Promise.resolve();
  private unwritten = 0;
  private heard = 0;

  constructor(
    private readonly database: Pick<SqlDatabase, 'transaction'>,
    private readonly projections: Projections,
    private readonly options: RebuildRunOptions,
  ) {}

  /** Messages that were heard so far. */
  get folded(): number {
    return this.heard;
  }

  /** Writes from time to time; the rest is written by `writeAll` or `settle`. */
  async hear(messages: readonly HeardMessage[]): Promise<void> {
    const asks = this.folding.asks(messages);
    this.folding.learn(await this.database.transaction(() => this.projections.take('next', asks)));
    let until = performance.now() + TURN_MS;
    for (const message of messages) {
      this.folding.hear(message);
      if (performance.now() < until) continue;
      await othersTurn();
      until = performance.now() + TURN_MS;
    }
    this.heard += messages.length;
    this.unwritten += messages.length;
    if (this.unwritten >= (this.options.writtenEvery ?? WRITTEN_EVERY)) await this.write();
  }

  /** Writes what is left, and makes the projections of it. What is heard afterwards is little, and changes what is there. */
  async settle(): Promise<void> {
    await this.writeAll();
    await this.database.transaction(() => this.projections.settle());
    this.isSettled = true;
  }

  async writeAll(): Promise<void> {
    await this.write();
    await this.writing;
  }

  /** Waits for what was written before, and goes on hearing while this is. */
  private async write(): Promise<void> {
    await this.writing;
    const changes = this.folding.changes();
    this.folding = new Folding();
    this.folding.learn(knownBy(changes));
    this.unwritten = 0;
    this.writing = this.database.transaction(() => this.store(changes));
    // Whoever waits for it hears of its failure.
    this.writing.catch(() => undefined);
    await this.options.onProgress(this.heard);
  }

  private async store({ firstOrders, tallies, ...others }: Changes): Promise<void> {
    if (this.isSettled) return this.projections.store('next', { firstOrders, tallies, ...others });
    await this.projections.append({ orders: firstOrders, tallies });
    await this.projections.store('next', { ...others, firstOrders: [], tallies: [] });
  }
}

/** What is not to be found before it has been written. */
function knownBy({ firstOrders, orders, reviews }: Changes): Known {
  return {
    orders: new Map([...firstOrders, ...orders].map((order) => [order.orderId, order])),
    reviews: new Map(reviews.map((review) => [review.reviewId, review])),
    fresh: new Set(),
  };
}
