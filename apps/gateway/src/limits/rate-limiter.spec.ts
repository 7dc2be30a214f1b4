import { type KeyValueStore, ServiceUnavailable } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { type Budget, RateLimiter } from './rate-limiter.ts';

const MINUTE = 60_000;
const three: Budget = { name: 'three', perMinute: 3 };

/** The one operation that the limiter uses. */
const storeOf = (increment: (key: string, by: number) => Promise<number>): KeyValueStore =>
  ({ increment: (_: string, key: string, by: number) => increment(key, by) }) as never;
const counting = (): KeyValueStore => {
  const counts = new Map<string, number>();
  return storeOf(async (key, by) => {
    counts.set(key, (counts.get(key) ?? 0) + by);
    return counts.get(key) ?? 0;
  });
};

describe('RateLimiter', () => {
  let now: number;
  beforeEach(() => {
    now = 100 * MINUTE;
  });
  const limiter = (store = counting()) => new RateLimiter(store, () => now);
  const takes = (of: RateLimiter, times: number, who = 'a') =>
    Array.from({ length: times }, () => of.take(three, who).isWithin);

  it('[RATE-01] allows as much as the budget and no more, and says what is left and until when', () => {
    const limits = limiter();
    now += 20_000;
    expect(limits.take(three, 'a')).toEqual({ budget: three, isWithin: true, remaining: 2, resetSeconds: 40 });
    expect(takes(limits, 3)).toEqual([true, true, false]);
    expect(limits.take(three, 'a')).toMatchObject({ isWithin: false, remaining: 0, resetSeconds: 40 });
  });

  it('[RATE-01] counts callers and budgets apart', () => {
    const limits = limiter();
    takes(limits, 3);
    expect(limits.take(three, 'b').isWithin).toBe(true);
    expect(limits.take({ name: 'other', perMinute: 3 }, 'a').isWithin).toBe(true);
  });

  it('[RATE-01] lets no caller have two budgets at the turn of the minute', () => {
    const limits = limiter();
    now += 59_000;
    takes(limits, 3);
    now += 2_000;
    expect(takes(limits, 1)).toEqual([false]);
    now += 30_000;
    expect(takes(limits, 3)).toEqual([true, false, false]);
    now += 2 * MINUTE;
    expect(takes(limits, 4)).toEqual([true, true, true, false]);
  });

  it('[RATE-01] counts together with other processes, a moment later', async () => {
    const store = counting();
    const [one, other] = [limiter(store), limiter(store)];
    takes(one, 3);
    other.take(three, 'a');
    await waitFor('the counts to be shared', () => !other.take({ ...three, perMinute: 4 }, 'a').isWithin);
    one.stop();
    other.stop();
  });

  it('[RATE-01] counts by itself while the store is down', async () => {
    let failures = 0;
    const limits = limiter(
      storeOf(async () => {
        failures += 1;
        throw new ServiceUnavailable('the store');
      }),
    );
    expect(takes(limits, 4)).toEqual([true, true, true, false]);
    await waitFor('the store to be asked', () => failures > 0);
    expect(takes(limits, 1)).toEqual([false]);
  });
});
