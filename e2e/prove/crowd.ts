import type { Random } from '@tovar/testing';

/** A crowd is not a fault of its own. */
const CROWDED = 'FT-13';
/** Who want the same two things at the same moment; each hundredth seed brings as many as a flash sale. */
const CROWD = 40;
const HUGE_CROWD = 1_000;
const CROWDED_PERCENT = 4;
const HUGE_CROWD_GIVES_UP_AFTER_MS = 120_000;

/** Many people for few things. */
export interface Crowd {
  readonly buyers: number;
  readonly isSale: boolean;
}

/** [FT-13] Whether a round has a crowd. */
export function crowdOf(seed: number, random: Random, only: readonly string[]): Crowd | undefined {
  if (!isWanted(CROWDED, only)) return undefined;
  if (seed % 100 === 0) return { buyers: HUGE_CROWD, isSale: true };
  return random.percent(only.length === 1 ? 100 : CROWDED_PERCENT) ? { buyers: CROWD, isSale: false } : undefined;
}

export function patienceOf(crowd: Crowd | undefined, { giveUpAfterMs }: { readonly giveUpAfterMs: number }): number {
  return crowd?.isSale ? Math.max(HUGE_CROWD_GIVES_UP_AFTER_MS, giveUpAfterMs) : giveUpAfterMs;
}

/** Every id that `only` may name. */
export function idsOf(kinds: readonly { readonly id: string }[]): string[] {
  return [...new Set([...kinds.map(({ id }) => id), CROWDED])].toSorted();
}

export function isWanted(id: string, only: readonly string[]): boolean {
  return only.length === 0 || only.includes(id);
}
