import { setTimeout as delay } from 'node:timers/promises';

/** Longer than anything is away. */
const DONE_WITHIN_MS = 180_000;
const TRIES_AGAIN_AFTER_MS = 200;

/** What is needed may be away for another reason, but not for ever. */
export async function untilDone<Result>(work: () => Promise<Result>): Promise<Result> {
  const giveUpAt = Date.now() + DONE_WITHIN_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await delay(TRIES_AGAIN_AFTER_MS);
    }
  }
}
