import { Random } from '@tovar/testing';
import type { Fault } from './fault.ts';
import { crowdOf, idsOf, isWanted, patienceOf } from './crowd.ts';
import type { Round } from './round.ts';

/** A kind of fault, and how often it comes; those that cost a restart come seldom. */
export interface Kind<Shop> {
  readonly id: string;
  readonly weight: number;
  /** Of those with the same one there is one at a time; the id unless it is given. */
  readonly part?: string;
  make(shop: Shop, random: Random): Fault;
}

/** All that can go wrong with one kind of shop. */
export interface Battery<Shop> {
  /** Every id that `only` may name. */
  readonly ids: readonly string[];

  /** A round by its seed: the same number chooses the same faults and the same wishes. */
  round(shop: Shop, seed: number, variants: readonly string[], only: readonly string[]): Round;
}

const AT_ONCE = 4;
/** Of those that people of the all-in-one choose from. */
const VARIANTS = 3;

/** A checkout asks once more for what was not answered within two minutes: that is a part of how it comes to its end. */
export const QUIET_WITHIN_MS = 300_000;

/** Four at once, each by chance, and all of them as soon as buyers come: for a shop that is struck as fast as a process starts. */
export class BatteryByChance<Shop> implements Battery<Shop> {
  readonly ids: readonly string[];

  constructor(
    private readonly kinds: readonly Kind<Shop>[],
    private readonly patience: { readonly giveUpAfterMs: number },
  ) {
    this.ids = idsOf(kinds);
  }

  round(shop: Shop, seed: number, variants: readonly string[], only: readonly string[]): Round {
    const random = new Random(seed);
    const kinds = this.kinds.filter(({ id }) => isWanted(id, only));
    const crowd = crowdOf(seed, random, only);
    return {
      seed,
      ...(crowd ?? { buyers: 5 + random.below(6) }),
      variants: crowd ? variants.slice(0, 2) : variants.slice(0, VARIANTS),
      receipts: 2 + random.below(3),
      providers: ['paypal', 'yookassa'],
      refundPercent: 40,
      lanes: chosen(kinds, random).map((kind) => [kind.make(shop, random)]),
      giveUpAfterMs: patienceOf(crowd, this.patience),
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
