import type { KeyValueStore } from '@tovar/platform';

/** How often somebody may do something. */
export interface Budget {
  readonly name: string;
  readonly perMinute: number;
}

/** What is left of a budget after a request was counted. */
export interface Allowance {
  readonly budget: Budget;
  readonly isWithin: boolean;
  readonly remaining: number;
  /** Whole seconds, at least one, after which there will be more. */
  readonly resetSeconds: number;
}

interface Count {
  own: number;
  /** Of `own`, as far as it was told to the shared store. */
  told: number;
  /** What other processes have counted, as far as is known. */
  others: number;
}

const WINDOW_MS = 60_000;
const SHARE_AFTER_MS = 250;
const NAMESPACE = 'gateway.rate-limits';
/** More callers than this in a minute share one budget: memory is limited too. */
const MOST_COUNTS = 200_000;
const EVERYBODY_ELSE = 'everybody else';

/**
 * Counts in a sliding minute: the running one, and the part of the last one that is still within sixty seconds. Deciding
 * never waits: what other processes count comes by way of the store a moment later, and without the store each process
 * counts by itself.
 */
export class RateLimiter {
  private readonly untold = new Set<string>();
  private counts = new Map<string, Count>();
  private before = new Map<string, Count>();
  private window = 0;
  private sharing?: NodeJS.Timeout;

  constructor(
    private readonly store: KeyValueStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** Counts one more, if the budget allows it. */
  take(budget: Budget, who: string): Allowance {
    const now = this.now();
    this.turnTo(Math.floor(now / WINDOW_MS));
    const key = `${budget.name}:${who}`;
    const count = this.countOf(key);
    const elapsed = (now % WINDOW_MS) / WINDOW_MS;
    const used = totalOf(this.before.get(key)) * (1 - elapsed) + totalOf(count);
    const isWithin = used + 1 <= budget.perMinute;
    if (isWithin) this.count(key, count);
    return {
      budget,
      isWithin,
      remaining: Math.max(0, Math.floor(budget.perMinute - used - (isWithin ? 1 : 0))),
      resetSeconds: Math.ceil((WINDOW_MS - (now % WINDOW_MS)) / 1_000),
    };
  }

  stop(): void {
    clearTimeout(this.sharing);
  }

  private count(key: string, count: Count): void {
    count.own += 1;
    this.untold.add(key);
    this.sharing ??= setTimeout(() => void this.share(), SHARE_AFTER_MS).unref();
  }

  private countOf(key: string): Count {
    const isFull = this.counts.size >= MOST_COUNTS;
    const known = this.counts.get(key) ?? (isFull ? this.counts.get(EVERYBODY_ELSE) : undefined);
    if (known) return known;
    const count = { own: 0, told: 0, others: 0 };
    this.counts.set(isFull ? EVERYBODY_ELSE : key, count);
    return count;
  }

  private turnTo(window: number): void {
    if (window === this.window) return;
    this.before = window === this.window + 1 ? this.counts : new Map();
    this.counts = new Map();
    this.untold.clear();
    this.window = window;
  }

  private async share(): Promise<void> {
    const { window, counts } = this;
    const keys = [...this.untold];
    this.untold.clear();
    await Promise.all(keys.map((key) => this.tell(key, window, counts.get(key)))).catch(() => undefined);
    this.sharing = undefined;
    if (this.untold.size > 0) this.sharing = setTimeout(() => void this.share(), SHARE_AFTER_MS).unref();
  }

  private async tell(key: string, window: number, count: Count | undefined): Promise<void> {
    if (!count) return;
    const by = count.own - count.told;
    count.told += by;
    const total = await this.store.increment(NAMESPACE, `${window}:${key}`, by, { ttlMs: 2 * WINDOW_MS });
    count.others = Math.max(count.others, total - count.told);
  }
}

function totalOf(count: Count | undefined): number {
  return count ? count.own + count.others : 0;
}
