import { allOf } from './all-of.ts';
import { BehindTheShop } from './behind-the-shop.ts';
import { History } from './history.ts';
import { breaches } from './oracle.ts';
import { type Breach, breach, type ProvenShop } from './proven-shop.ts';
import { untilQuiet } from './quiet.ts';
import { type StrikePlan, Strikes } from './strikes.ts';
import { runWorkload, type Workload } from './workload.ts';

export interface Round extends Workload, StrikePlan {
  /** How long the shop may take until it is quiet. */
  readonly quietWithinMs: number;
}

export interface RoundResult {
  readonly seed: number;
  readonly breaches: readonly Breach[];
  /** How many times each fault struck, by its id and name. */
  readonly struck: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  readonly refused: number;
  readonly unanswered: number;
  /** Refunds that staff asked for, and what they decided about them. */
  readonly refunds: number;
  /** From the end of all faults and all buying until nothing was left to do. */
  readonly restedAfterMs: number;
  readonly tookMs: number;
}

/** Buyers buy while faults strike; then everything is healed, the shop comes to rest, and the books are compared. */
export async function proveRound(shop: ProvenShop, round: Round): Promise<RoundResult> {
  const startedAt = performance.now();
  const behind = new BehindTheShop(shop.adminUrl);
  try {
    const history = new History();
    const availableBefore = await behind.available(round.variants);
    const strikes = new Strikes(round);
    await strikes.arm();
    const bought = runWorkload(shop, round, history);
    const goesWrong = async (): Promise<void> => {
      await strikes.strike();
      if (round.strikesForMs === undefined) await bought;
      await strikes.healStruck();
      // Buyers who could do nothing meanwhile go on, and come by what waits for them.
      await bought;
      await strikes.healWaiting();
    };
    await allOf([bought, goesWrong()]);
    const { struck } = strikes;
    const healedAt = performance.now();
    const left = await untilQuiet(shop, behind, round.quietWithinMs);
    const restedAfterMs = performance.now() - healedAt;
    const found = await breaches(shop, behind, { history, variants: round.variants, availableBefore });
    const unended = left.map((what) => breach('INV-ORDER-1', 'shop', `It does not come to rest: ${what}.`));
    const placings = history.attempts.filter(({ what }) => what === 'place');
    return {
      seed: round.seed,
      breaches: [...unended, ...found],
      struck,
      acknowledged: history.acknowledged().size,
      refused: placings.filter(({ outcome }) => outcome === 'fail').length,
      unanswered: placings.filter(({ outcome }) => outcome === 'info').length,
      refunds: history.attempts.filter(({ refundId, outcome }) => refundId && outcome === 'ok').length,
      restedAfterMs,
      tookMs: performance.now() - startedAt,
    };
  } finally {
    await behind.close();
  }
}
