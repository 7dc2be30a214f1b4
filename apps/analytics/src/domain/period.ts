import { InvalidPeriod } from './analytics.errors.ts';
import { dayAfter, DaysOfZone } from './days-of-zone.ts';

export const BUCKETS = ['DAY', 'WEEK', 'MONTH'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** No report is about more days, or has more buckets. */
export const LONGEST_DAYS = 3_660;
export const MOST_BUCKETS = 400;

/** Days of a time zone, both included, such as 2026-03-01 to 2026-03-31. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** From the first moment to the one behind the last, epoch milliseconds. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

/** The period as moments. Throws `InvalidPeriod` and `UnknownTimeZone`. */
export function stretchOf({ from, to, timeZone }: Period): Stretch {
  requirePeriod(from, to);
  const days = new DaysOfZone(timeZone);
  return { startMs: days.beginningOf(from), endMs: days.beginningOf(dayAfter(to, 1)) };
}

/**
 * The days, weeks (from Monday) or months of the period as the clocks of its zone tell them: a day on which clocks change has
 * 23 or 25 hours. The first and the last one end where the period does. Throws `InvalidPeriod` and `UnknownTimeZone`.
 */
export function bucketsOf({ from, to, timeZone }: Period, bucket: Bucket): Stretch[] {
  requirePeriod(from, to);
  const end = dayAfter(to, 1);
  const firsts: string[] = [];
  for (let day = from; day < end; day = nextOf(day, bucket)) {
    firsts.push(day);
    if (firsts.length > MOST_BUCKETS) throw new InvalidPeriod(`it has more than ${MOST_BUCKETS} buckets.`);
  }
  const days = new DaysOfZone(timeZone);
  const bounds = [...firsts, end].map((day) => days.beginningOf(day));
  return bounds.slice(0, -1).map((startMs, index) => ({ startMs, endMs: bounds[index + 1] ?? startMs }));
}

/** Throws `InvalidPeriod` for days that do not exist, or are too many. */
function requirePeriod(from: string, to: string): void {
  for (const day of [from, to]) if (!isDay(day)) throw new InvalidPeriod(`there is no day "${day}".`);
  if (from > to) throw new InvalidPeriod('it ends before it begins.');
  if (dayAfter(from, LONGEST_DAYS) < to) throw new InvalidPeriod(`it has more than ${LONGEST_DAYS} days.`);
}

function isDay(day: string): boolean {
  if (!/^(?:19|20|21)\d\d-\d\d-\d\d$/.test(day)) return false;
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function nextOf(day: string, bucket: Bucket): string {
  if (bucket === 'DAY') return dayAfter(day, 1);
  const at = new Date(`${day}T00:00:00Z`);
  // Sunday is 0; a week goes on until the next Monday.
  if (bucket === 'WEEK') return dayAfter(day, (8 - at.getUTCDay()) % 7 || 7);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}
