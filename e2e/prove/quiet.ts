import { setTimeout as delay } from 'node:timers/promises';
import type { BehindTheShop } from './behind-the-shop.ts';
import type { ProvenShop } from './proven-shop.ts';

const LOOKS_EVERY_MS = 25;
/** Twice in a row: between two steps of one checkout there may be a moment without work. */
const LOOKS = 3;

type RestingShop = Pick<ProvenShop, 'url' | 'putOff'>;

/**
 * Waits until the shop has nothing left to do and every consumer has caught up. Returns what is still left when the time is
 * over: that is a finding, not an error.
 */
export async function untilQuiet(
  shop: RestingShop,
  behind: BehindTheShop,
  timeoutMs: number,
): Promise<readonly string[]> {
  const giveUpAt = Date.now() + timeoutMs;
  let quietLooks = 0;
  for (;;) {
    const left = await whatIsLeft(shop, behind);
    quietLooks = left.length === 0 ? quietLooks + 1 : 0;
    if (quietLooks === LOOKS) return [];
    if (Date.now() > giveUpAt) return left;
    await delay(LOOKS_EVERY_MS);
  }
}

async function whatIsLeft(shop: RestingShop, behind: BehindTheShop): Promise<readonly string[]> {
  try {
    const unfinished = [...(await behind.unfinished()), ...((await shop.putOff?.()) ?? [])];
    return unfinished.length > 0 ? unfinished : await groupsBehind(shop.url);
  } catch (error) {
    return [`it does not answer: ${(error as Error).message}`];
  }
}

async function groupsBehind(url: string): Promise<readonly string[]> {
  const { lag } = (await (await fetch(`${url}/api/v1/status`)).json()) as { lag?: { group: string; behind: number }[] };
  if (!lag) return ['the log does not answer'];
  return lag.filter(({ behind }) => behind > 0).map(({ group, behind }) => `${group} is ${behind} events behind`);
}
