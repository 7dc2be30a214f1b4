import { setTimeout as delay } from 'node:timers/promises';
import { CartBusy } from '../domain/cart.errors.ts';

/** Enough for twenty who change one cart at once; a person's own browser windows are fewer. */
export const MOST_TRIES = 10;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 160;

/**
 * Reads, changes and writes until nobody else was first; `attempt` answers undefined when somebody was. Between tries it
 * waits for longer and longer, by chance, so that those who met once do not meet again. Throws `CartBusy` in the end.
 */
export async function untilSaved<Saved>(
  attempt: () => Promise<Saved | undefined>,
  random: () => number = Math.random,
): Promise<Saved> {
  for (let tried = 1; ; tried += 1) {
    const saved = await attempt();
    if (saved !== undefined) return saved;
    if (tried === MOST_TRIES) throw new CartBusy();
    await delay(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tried));
  }
}
