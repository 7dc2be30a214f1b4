import { Random } from '@tovar/testing';
import type { Fault, Round } from './round.ts';

/** A kind of fault, and how often it comes; those that cost a restart come seldom. */
export interface Kind<Shop> {
  readonly id: string;
  readonly weight: number;
  /** Of those with the same one there is one at a time; the id unless it is given. */
  readonly part?: string;
  make(shop: Shop, random: Random): Fault;
}

const AT_ONCE = 4;
/** Who want the same two things at the same moment; each hundredth seed brings as many as a flash sale. */
const CROWD = 40;
const HUGE_CROWD = 1_000;
/** A crowd is not a fault of its own. */
const CROWDED = 'FT-13';

/** A checkout asks once more for what was not answered within two minutes: that is a part of how it comes to its end. */
export const QUIET_WITHIN_MS = 300_000;

/** All that can go wrong with one kind of shop, and how long it may take to get over it. */
export class Battery<Shop> {
  /** Every id that `only` may name. */
  readonly ids: readonly string[];

  constructor(
    private readonly kinds: readonly Kind<Shop>[],
    private readonly patience: { readonly giveUpAfterMs: number },
  ) {
    this.ids = [...new Set([...kinds.map(({ id }) => id), CROWDED])].toSorted();
  }

  /** A round by its seed: the same number chooses the same faults and the same wishes. */
  round(shop: Shop, seed: number, variants: readonly string[], only: readonly string[]): Round {
    const random = new Random(seed);
    const kinds = this.kinds.filter(({ id }) => only.length === 0 || only.includes(id));
    const mayBeCrowded = only.length === 0 || only.includes(CROWDED);
    const isHuge = mayBeCrowded && seed % 100 === 0;
    const isCrowded = isHuge || (mayBeCrowded && random.percent(only.length === 1 ? 100 : 4));
    const crowd = isHuge ? HUGE_CROWD : CROWD;
    const { giveUpAfterMs } = this.patience;
    return {
      seed,
      buyers: isCrowded ? crowd : 5 + random.below(6),
      isSale: isHuge,
      variants: isCrowded ? variants.slice(0, 2) : variants,
      receipts: 2 + random.below(3),
      providers: ['paypal', 'yookassa'],
      refundPercent: 40,
      faults: chosen(kinds, random).map((kind) => kind.make(shop, random)),
      giveUpAfterMs: isHuge ? Math.max(120_000, giveUpAfterMs) : giveUpAfterMs,
      quietWithinMs: QUIET_WITHIN_MS,
    };
  }
}

/** Four at once, but no two that would hide each other. */
function chosen<Shop>(kinds: readonly Kind<Shop>[], random: Random): Kind<Shop>[] {
  const parts = new Map<string, Kind<Shop>>();
  const drawn = kinds.length === 0 ? [] : Array.from({ length: AT_ONCE }, () => weighted(kinds, random));
  for (const kind of drawn) {
    const part = kind.part ?? kind.id;
    if (!parts.has(part)) parts.set(part, kind);
  }
  return [...parts.values()];
}

function weighted<Shop>(kinds: readonly Kind<Shop>[], random: Random): Kind<Shop> {
  return random.pick(kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind)));
}
