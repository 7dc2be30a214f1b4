import type { StoredEvent } from './event.ts';

/** An event with the number that orders the log. */
export interface PositionedEvent {
  readonly position: bigint;
  readonly event: StoredEvent;
}

/**
 * The newest stretch of the log, without gaps, kept in the process: groups that have caught up read it from memory, so
 * an event is fetched once per process and not once per group.
 */
export class RecentEvents {
  private events: PositionedEvent[] = [];
  private from: bigint;
  private to: bigint;

  constructor(
    start: bigint,
    private readonly capacity = 2_000,
  ) {
    this.from = start;
    this.to = start;
  }

  /** The position up to which this process has read the log. */
  get end(): bigint {
    return this.to;
  }

  push(events: readonly PositionedEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.events.push(...events);
    this.to = last.position;
    const surplus = this.events.length - this.capacity;
    const dropped = surplus > 0 ? this.events.splice(0, surplus).at(-1) : undefined;
    if (dropped) this.from = dropped.position;
  }

  /** Up to `limit` events after the position, or undefined when the stretch begins later than that. */
  after(position: bigint, types: ReadonlySet<string>, limit: number): PositionedEvent[] | undefined {
    if (position < this.from) return undefined;
    const found: PositionedEvent[] = [];
    for (let index = this.firstAfter(position); index < this.events.length && found.length < limit; index += 1) {
      const entry = this.events[index];
      if (entry && types.has(entry.event.type)) found.push(entry);
    }
    return found;
  }

  private firstAfter(position: bigint): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle]?.position ?? 0n) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
