import { setTimeout as delay } from 'node:timers/promises';
import { isTransient } from '@tovar/platform';
import { Random } from '@tovar/testing';
import { BehindTheShop } from './behind-the-shop.ts';
import { History } from './history.ts';
import { breaches } from './oracle.ts';
import { type Breach, breach, type ProvenShop } from './proven-shop.ts';
import { untilQuiet } from './quiet.ts';
import { runWorkload, type Workload } from './workload.ts';

/** Something that goes wrong while buyers buy. */
export interface Fault {
  /** Its id in the battery, for example `FT-04`. */
  readonly id: string;
  readonly name: string;
  /** Before anybody asks anything; for what strikes by itself later. */
  arm?(): Promise<void>;
  /** While buyers buy. */
  strike?(): Promise<void>;
  /** Afterwards nothing of it is left; returns how many times it struck. */
  heal(): Promise<number>;
}

export interface Round extends Workload {
  readonly faults: readonly Fault[];
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
  /** From the end of all faults until nothing was left to do. */
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
    for (const fault of round.faults) await fault.arm?.();
    await allOf([runWorkload(shop, round, history), ...round.faults.map((fault) => strikeLater(fault, round))]);
    const struck: Record<string, number> = {};
    for (const fault of round.faults) struck[`${fault.id} ${fault.name}`] = await fault.heal();
    const healedAt = performance.now();
    const left = await untilQuiet(shop.url, behind, round.quietWithinMs);
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

/** As `Promise.all`, but nothing goes on behind a failure. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}

async function strikeLater({ name, strike }: Fault, { seed }: Round): Promise<void> {
  if (!strike) return;
  await delay(new Random(`${seed} ${name}`).below(400));
  try {
    await strike();
  } catch (error) {
    // It met another fault, such as a server that dies: what it could strike it has counted.
    if (!isTransient(error)) throw error;
  }
}
