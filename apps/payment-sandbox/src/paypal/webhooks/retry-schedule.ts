/** PayPal gives up after this many tries. */
export const mostTries = 25;

const firstDelayMs = 10_000;
const growth = 1.48;

/**
 * How long after the given try (1 is the first) the next one comes, in sandbox time; undefined after the last.
 * PayPal publishes only the frame, up to 25 tries over 3 days: these delays grow evenly and add up to 2.9 days.
 */
export function delayAfterTryMs(tries: number): number | undefined {
  return tries < mostTries ? Math.round(firstDelayMs * growth ** (tries - 1)) : undefined;
}
