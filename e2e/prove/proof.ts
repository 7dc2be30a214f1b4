import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ShopClient } from '@tovar/all-in-one';
import { flashSaleVariant, plentifulVariant } from '../support/catalogue.ts';
import { type Breach, breach, type ProvenShop } from './proven-shop.ts';
import { proveRound, type Round, type RoundResult } from './round.ts';
import type { Battery } from './round-maker.ts';
import { stateBehind } from './state-behind.ts';

/** A shop that may be struck, and knows which of its processes ended although nothing had struck them. */
export type StruckAnyhow = ProvenShop & {
  readonly unexplainedDeaths: readonly string[];
  /** Keeps what it said and does for whoever looks for the cause of a finding; returns where. */
  keepTraces?(): Promise<string>;
};

export interface ProofPlan<Shop extends StruckAnyhow> {
  readonly shop: Shop;
  readonly battery: Battery<Shop>;
  /** Of the first round; each next one has the next number. */
  readonly seed: number;
  readonly rounds: number;
  /** No round begins when it says so. */
  readonly isOver?: () => boolean;
  /** Ids of faults; all of them when it is empty. */
  readonly only: readonly string[];
  onRound?(result: RoundResult, soFar: readonly RoundResult[]): Promise<void>;
}

/** Enough that what many buyers have seen of each can still be compared in every order. */
const PLENTIFUL_VARIANTS = 5;

/** Round after round on one shop, until the first breach: what follows one proves nothing. */
export async function prove<Shop extends StruckAnyhow>(plan: ProofPlan<Shop>): Promise<RoundResult[]> {
  const { shop, battery, seed, rounds, isOver = () => false, only, onRound } = plan;
  const results: RoundResult[] = [];
  const client = new ShopClient(shop.url);
  const plentiful = Array.from({ length: PLENTIFUL_VARIANTS }, (_, index) => plentifulVariant(client, index));
  const variants = [await flashSaleVariant(client), ...(await Promise.all(plentiful))];
  for (let index = 0; index < rounds && !isOver(); index += 1) {
    const result = withDeaths(await roundOrFailure(shop, battery.round(shop, seed + index, variants, only)), shop);
    results.push(result);
    await onRound?.(result, results);
    if (result.breaches.length === 0) continue;
    await keepTraces(shop);
    break;
  }
  return results;
}

async function keepTraces(shop: StruckAnyhow): Promise<void> {
  const folder = await shop.keepTraces?.();
  if (folder === undefined) return;
  const state = await stateBehind(shop.adminUrl).catch((error: Error) => error.message);
  await writeFile(join(folder, 'state.json'), JSON.stringify(state, undefined, 1));
  process.stdout.write(`What the shop said, did and holds is in ${folder}.\n`);
}

/** A round that cannot be brought to its end is a finding as well, and those before it are not forgotten for it. */
async function roundOrFailure(shop: ProvenShop, round: Round): Promise<RoundResult> {
  try {
    return await proveRound(shop, round);
  } catch (error) {
    const nothing = { acknowledged: 0, refused: 0, unanswered: 0, refunds: 0, restedAfterMs: 0, tookMs: 0 };
    return { seed: round.seed, breaches: [breach('round', 'shop', inspect(error))], struck: {}, ...nothing };
  }
}

/** A process that ends although nothing struck it is a breach of its own. */
function withDeaths(result: RoundResult, { unexplainedDeaths }: StruckAnyhow): RoundResult {
  const deaths = unexplainedDeaths.map((words): Breach => ({ invariant: 'process', subject: 'shop', problem: words }));
  return { ...result, breaches: [...result.breaches, ...deaths] };
}
