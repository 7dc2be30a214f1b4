import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `look` answers something other than undefined or false; what it last threw is the failure's cause. The limit
 * is for what never comes: a busy machine may take long, and a wait ends as soon as there is an answer.
 */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 60_000,
): Promise<T> {
  const giveUpAt = Date.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > giveUpAt) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`, { cause });
    await delay(10);
  }
}
