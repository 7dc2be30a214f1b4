import type { Leaf } from './catalogue/product-type.ts';
import { OPENED_AT } from './timeline.ts';
import type { Random } from './random.ts';

/** One product going on sale: the `ordinal`-th (from 0) of its category. */
export interface Launch {
  readonly shelf: Shelf;
  readonly ordinal: number;
  readonly atMs: number;
}

/** A category and how many products it holds. */
export interface Shelf {
  readonly leaf: Leaf;
  readonly categoryId: string;
  readonly typeId: string;
  readonly count: number;
}

/**
 * All launches in the order of time, no two in the same millisecond. Every shelf fills evenly from the shop's opening to
 * `untilMs`, with some jitter; only the next launch of each is held in memory.
 */
export function* launchesInOrder(shelves: readonly Shelf[], untilMs: number, random: Random): Generator<Launch> {
  const waiting = shelves.filter(({ count }) => count > 0).map((shelf) => new ShelfLaunches(shelf, untilMs, random));
  let lastMs = 0;
  while (waiting.length > 0) {
    const first = waiting.reduce((earliest, each) => (each.nextMs < earliest.nextMs ? each : earliest));
    lastMs = Math.max(lastMs + 1, first.nextMs);
    yield { shelf: first.shelf, ordinal: first.advance(), atMs: lastMs };
    if (first.isEmpty) waiting.splice(waiting.indexOf(first), 1);
  }
}

class ShelfLaunches {
  readonly shelf: Shelf;
  nextMs: number;
  private ordinal = 0;
  private readonly stepMs: number;
  private readonly random: Random;

  constructor(shelf: Shelf, untilMs: number, random: Random) {
    this.shelf = shelf;
    this.stepMs = (untilMs - OPENED_AT.getTime()) / shelf.count;
    this.random = random.stream(shelf.leaf.slug);
    this.nextMs = this.planned();
  }

  get isEmpty(): boolean {
    return this.ordinal === this.shelf.count;
  }

  /** Takes the next launch off the shelf and plans the one after it. */
  advance(): number {
    const taken = this.ordinal;
    this.ordinal += 1;
    this.nextMs = this.planned();
    return taken;
  }

  private planned(): number {
    return Math.floor(OPENED_AT.getTime() + (this.ordinal + this.random.fraction()) * this.stepMs);
  }
}
