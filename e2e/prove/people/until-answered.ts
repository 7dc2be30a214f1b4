import { setTimeout as delay } from 'node:timers/promises';
import { ShopRefused } from '@tovar/all-in-one';

const ASKS_AGAIN_AFTER_MS = 50;

/** Asks again, when the shop says so or in a moment, until somebody answers; undefined when nobody did in time. What is asked is safe to repeat. */
export async function untilAnswered<Answer>(ask: () => Promise<Answer>, giveUpAt: number): Promise<Answer | undefined> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > giveUpAt) return undefined;
      await delay((error instanceof ShopRefused && error.retryAfterMs) || ASKS_AGAIN_AFTER_MS);
    }
  }
}
