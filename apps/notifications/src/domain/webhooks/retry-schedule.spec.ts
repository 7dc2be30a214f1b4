import { nextTryAt } from './retry-schedule.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const DAY_MS = 86_400_000;

/** How long after the first try the last one is, when each takes no time. */
function span(random: number): { tries: number; ms: number } {
  let at = NOW;
  for (let tries = 1; ; tries += 1) {
    const next = nextTryAt(tries, at, random);
    if (!next) return { tries, ms: at.getTime() - NOW.getTime() };
    at = next;
  }
}

describe('the tries of a delivery', () => {
  it('are ten over about three days, however the dice fall', () => {
    for (const random of [0, 0.5, 1]) {
      const { tries, ms } = span(random);
      expect(tries).toBe(10);
      expect(ms / DAY_MS).toBeGreaterThan(2.5);
      expect(ms / DAY_MS).toBeLessThan(3.8);
    }
  });

  it('wait longer each time, and not all equally long', () => {
    const waits = Array.from({ length: 9 }, (_, index) => nextTryAt(index + 1, NOW, 0.5)?.getTime() ?? 0);
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
    expect(nextTryAt(3, NOW, 0)).not.toEqual(nextTryAt(3, NOW, 1));
  });
});
