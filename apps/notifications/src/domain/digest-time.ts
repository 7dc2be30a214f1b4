const HOUR_MS = 3_600_000;
/** Longer than any day, also the one on which the clocks are set back. */
const LONGEST_DAY_HOURS = 26;

/** Whether there is such a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * The next full hour at which the clocks of the zone show that hour. Where clocks are set forwards and the hour is left out,
 * it is the one after it.
 */
export function nextDigestAt({ hour, timeZone }: { hour: number; timeZone: string }, now: Date): Date {
  const clock = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  const shown = (at: number): number => Number(clock.format(at));
  const first = firstFullHourAfter(now, timeZone).getTime();
  const hours = Array.from({ length: LONGEST_DAY_HOURS }, (_, index) => first + index * HOUR_MS);
  const isSkippedAt = (at: number): boolean => shown(at) === hour + 1 && shown(at - HOUR_MS) === hour - 1;
  return new Date(hours.find((at) => shown(at) === hour || isSkippedAt(at)) ?? first);
}

/** Some zones are half an hour apart from the full hours of others. */
function firstFullHourAfter(now: Date, timeZone: string): Date {
  const minutes = Number(new Intl.DateTimeFormat('en', { timeZone, minute: 'numeric' }).format(now));
  const wholeMinute = Math.floor(now.getTime() / 60_000) * 60_000;
  return new Date(wholeMinute + (60 - minutes) * 60_000);
}
