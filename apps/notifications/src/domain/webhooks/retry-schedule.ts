const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait after each try that did not succeed: together a little over three days. */
const WAITS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** At most this part of a wait more or less, so that many who failed together do not come back together. */
const JITTER = 0.2;

/**
 * When to try again after so many tries, or undefined when it has been enough. `random` is from 0 to 1.
 */
export function nextTryAt(tries: number, now: Date, random: number): Date | undefined {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return undefined;
  return new Date(now.getTime() + wait * (1 - JITTER + 2 * JITTER * random));
}
