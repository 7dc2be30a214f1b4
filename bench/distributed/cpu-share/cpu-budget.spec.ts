import { CpuBudget } from './cpu-budget.ts';

const TICK_MS = 10;

/** What a process has used after so long, of which one that may run uses so much of each tick. */
function usedWithin(forMs: number, share: number, usesMs: (tick: number) => number): number {
  const budget = new CpuBudget(share);
  let usedMs = 0;
  for (let tick = 0; tick * TICK_MS < forMs; tick += 1)
    if (budget.mayRun(tick * TICK_MS, usedMs)) usedMs += usesMs(tick);
  return usedMs;
}

describe('the CPU that a process may use', () => {
  it.each([0.1, 0.25, 0.5])('is its share of one that always has work: %d', (share) => {
    expect(usedWithin(10_000, share, () => TICK_MS) / 10_000).toBeCloseTo(share, 2);
  });

  it('is its share also of one with several threads', () => {
    expect(usedWithin(10_000, 0.25, () => 2 * TICK_MS) / 10_000).toBeCloseTo(0.25, 2);
  });

  it('is all it wants of one that wants less', () => {
    expect(usedWithin(1_000, 0.25, () => 1)).toBe(100);
  });

  it('is not saved up for long', () => {
    const used = usedWithin(2_000, 0.25, (tick) => (tick < 100 ? 0 : TICK_MS));
    expect(used).toBeLessThan(1_000 * 0.25 + 3 * TICK_MS);
  });
});
