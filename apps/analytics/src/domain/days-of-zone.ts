import { UnknownTimeZone } from './analytics.errors.ts';
import { QUARTER_MS } from './tally.ts';

const DAY_MS = 86_400_000;
/** No zone is further from UTC. */
const FURTHEST_MS = 15 * 3_600_000;

/** When the days of a time zone begin. Days are named as their zone names them, `2026-03-29`. */
export class DaysOfZone {
  private readonly clock: Intl.DateTimeFormat;

  /** Throws `UnknownTimeZone`. */
  constructor(timeZone: string) {
    try {
      const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
      // Of all languages Swedish writes a moment as ISO 8601 does.
      this.clock = new Intl.DateTimeFormat('sv-SE', { timeZone, hourCycle: 'h23', ...parts });
    } catch {
      throw new UnknownTimeZone(timeZone);
    }
  }

  /** The first moment of a day: also of one that has no midnight because the clocks are set forwards then. */
  beginningOf(day: string): number {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const guess = midnight - (this.shown(midnight) - midnight);
    const mended = guess - (this.shown(guess) - midnight);
    return this.begins(day, mended) ? mended : this.searched(day, midnight);
  }

  private begins(day: string, at: number): boolean {
    return at % QUARTER_MS === 0 && this.dayOf(at) >= day && this.dayOf(at - QUARTER_MS) < day;
  }

  /** Between the first and the last moment at which it can be that day anywhere. */
  private searched(day: string, midnight: number): number {
    let [before, after] = [midnight - FURTHEST_MS, midnight + FURTHEST_MS];
    while (after - before > QUARTER_MS) {
      const middle = before + Math.floor((after - before) / QUARTER_MS / 2) * QUARTER_MS;
      if (this.dayOf(middle) < day) before = middle;
      else after = middle;
    }
    return after;
  }

  private dayOf(at: number): string {
    return this.clock.format(at).slice(0, 10);
  }

  /** What the clocks of the zone show, as if they were those of UTC. */
  private shown(at: number): number {
    return Date.parse(`${this.clock.format(at).replace(' ', 'T')}:00Z`);
  }
}

/** The day so many days later, without any zone. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
