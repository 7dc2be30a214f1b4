import { Injectable } from '@nestjs/common';
import { DurableKeyValueStore } from '@tovar/platform';
import { TooManyTries } from '../domain/accounts.errors.ts';

const TRIES = 'accounts.tries';
const WAIT = 'accounts.wait';

/** How often something may be tried before it slows down. */
export interface Budget {
  /** What is counted, and for whom; no secret and no address stands in it. */
  readonly key: string;
  /** How many tries a window has before each must wait. */
  readonly free: number;
  /** Tries are forgotten this long after the first of them. */
  readonly windowMs: number;
  readonly longestWaitMs: number;
}

/** How long the next try must wait: a second after the first try too many, then twice as long each time. */
export function waitAfter(tries: number, { free, longestWaitMs }: Budget): number {
  return Math.min(1_000 * 2 ** Math.max(0, tries - free - 1), longestWaitMs);
}

/**
 * Slows down whoever tries too often. A try counts before it is made, so that a thousand at once are no more than one after
 * another; past the free ones, exactly one is let through per wait. The counters survive a restart.
 */
@Injectable()
export class Throttle {
  constructor(private readonly store: DurableKeyValueStore) {}

  /** Counts the try on all budgets. Throws `TooManyTries` when it comes too early for one of them. */
  async admit(budgets: readonly Budget[]): Promise<void> {
    for (const budget of budgets) await this.admitTo(budget);
  }

  /** Takes one try back. */
  async forgive({ key, windowMs }: Budget): Promise<void> {
    await this.store.increment(TRIES, key, -1, { ttlMs: windowMs });
  }

  /** Forgets all tries. */
  async forget({ key }: Pick<Budget, 'key'>): Promise<void> {
    await this.store.delete(TRIES, key);
    await this.store.delete(WAIT, key);
  }

  private async admitTo(budget: Budget): Promise<void> {
    const { key, free, windowMs } = budget;
    const wait = await this.store.get<number>(WAIT, key);
    if (wait) throw tooEarly(wait.value);
    const tries = await this.store.increment(TRIES, key, 1, { ttlMs: windowMs });
    if (tries <= free) return;
    const waitMs = waitAfter(tries, budget);
    const isFirst = await this.store.compareAndSet(WAIT, key, 0, Date.now() + waitMs, { ttlMs: waitMs });
    if (isFirst === undefined) throw tooEarly(Date.now() + waitMs);
  }
}

function tooEarly(until: number): TooManyTries {
  return new TooManyTries(Math.max(1, Math.ceil((until - Date.now()) / 1_000)));
}
