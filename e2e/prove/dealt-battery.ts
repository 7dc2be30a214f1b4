import { Random } from '@tovar/testing';
import { type Crowd, crowdOf, idsOf, isWanted, patienceOf } from './crowd.ts';
import { dealt } from './dealt.ts';
import type { Fault } from './fault.ts';
import type { Round } from './round.ts';
import { type Battery, QUIET_WITHIN_MS } from './round-maker.ts';
import type { Lane } from './strikes.ts';

/** A kind of fault, and how often it is in the pack of its lane. */
export interface DealtKind<Shop> {
  readonly id: string;
  readonly weight: number;
  /** `turn` counts how often this kind was dealt before, from the first seed on. */
  make(shop: Shop, random: Random, turn: number): Fault;
}

/** Kinds that would hide each other, and how many of them a round brings, one after another. */
export interface DealtLane<Shop> {
  readonly perRound: number;
  readonly kinds: readonly DealtKind<Shop>[];
}

export interface Pace {
  /** Over how long a time buyers come and faults strike. */
  readonly strikesForMs: number;
  readonly waitsForItsPageMs: number;
  readonly giveUpAfterMs: number;
}

/**
 * Many faults in each round, dealt like cards: over a long run each kind comes as often as its weight says, whatever the
 * first seed is. For a shop that needs longer to come to rest than to be struck.
 */
export class DealtBattery<Shop> implements Battery<Shop> {
  readonly ids: readonly string[];

  constructor(
    private readonly lanes: readonly DealtLane<Shop>[],
    private readonly pace: Pace,
  ) {
    this.ids = idsOf(lanes.flatMap(({ kinds }) => kinds));
  }

  round(shop: Shop, seed: number, variants: readonly string[], only: readonly string[]): Round {
    const random = new Random(seed);
    const { strikesForMs, waitsForItsPageMs } = this.pace;
    const crowd = crowdOf(seed, random, only);
    return {
      seed,
      ...(crowd ?? { buyers: 20 + random.below(11) }),
      variants: crowd ? variants.slice(0, 2) : variants,
      receipts: 3 + random.below(4),
      providers: ['paypal', 'yookassa'],
      refundPercent: 60,
      lanes: this.lanes.map((lane) => dealtLane(lane, { shop, seed, only, random })).filter(({ length }) => length > 0),
      strikesForMs,
      waitsForItsPageMs,
      comeWithinMs: comesWithin(crowd, strikesForMs),
      giveUpAfterMs: patienceOf(crowd, this.pace),
      quietWithinMs: QUIET_WITHIN_MS,
    };
  }
}

interface Deal<Shop> {
  readonly shop: Shop;
  readonly seed: number;
  readonly only: readonly string[];
  readonly random: Random;
}

function dealtLane<Shop>({ kinds, perRound }: DealtLane<Shop>, { shop, seed, only, random }: Deal<Shop>): Lane {
  const pack = kinds
    .filter(({ id }) => isWanted(id, only))
    .flatMap((kind) => Array.from({ length: kind.weight }, (_, copy) => ({ kind, copy })));
  if (pack.length === 0) return [];
  return Array.from({ length: perRound }, (_, index) => {
    const draw = seed * perRound + index;
    const { kind, copy } = dealt(pack, draw);
    return kind.make(shop, random, Math.floor(draw / pack.length) * kind.weight + copy);
  });
}

/** A crowd comes at once, as to a sale; others all the time. */
function comesWithin(crowd: Crowd | undefined, strikesForMs: number): number | undefined {
  return crowd ? undefined : strikesForMs;
}
