import { setTimeout as delay } from 'node:timers/promises';
import { CommandLineError } from '../command-line.ts';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Looks until there is something to see: what one service tells another takes a moment. */
export async function patiently<Seen>(what: string, look: () => Promise<Seen | undefined>): Promise<Seen> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > giveUpAt) throw new CommandLineError(`Waited in vain for ${what}.`);
    await delay(PAUSE_MS);
  }
}
