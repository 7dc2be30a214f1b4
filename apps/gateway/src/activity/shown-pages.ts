import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ShopEvent } from '@tovar/contracts';
import { EventLog, LaterTelling } from '@tovar/platform';
import { toShownEvents } from './shown-events.ts';

/** However much is made up to be searched for: one process counts no more different things in a second. */
const MOST_COUNTED = 20_000;

/**
 * Counts the pages that the shop has answered, whether they were made or kept, and tells of them together once a second. A
 * page costs an addition in memory; idle, nothing happens.
 */
@Injectable()
export class ShownPages implements OnModuleDestroy {
  private readonly process = randomUUID();
  private readonly later: LaterTelling;
  private counts = new Map<string, number>();

  constructor(log: EventLog) {
    this.later = new LaterTelling(log, 'gateway', () => this.collect());
  }

  /** Things as services name them: `product:<id>`, `search:found:<words>`, `search:in-vain:<words>`. */
  count(shown: readonly string[]): void {
    for (const thing of shown) {
      const count = this.counts.get(thing);
      if (count === undefined && this.counts.size >= MOST_COUNTED) continue;
      this.counts.set(thing, (count ?? 0) + 1);
      this.later.wake();
    }
  }

  onModuleDestroy(): Promise<void> {
    return this.later.stop();
  }

  private collect(): ShopEvent<'activity.shown.v1'>[] {
    const { counts } = this;
    this.counts = new Map();
    return toShownEvents(counts, this.process, new Date());
  }
}
