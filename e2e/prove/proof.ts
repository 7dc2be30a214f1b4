import { ShopClient } from '@tovar/all-in-one';
import { flashSaleVariant, plentifulVariant } from '../support/catalogue.ts';
import { roundOf } from './battery.ts';
import type { Breach } from './proven-shop.ts';
import { proveRound, type RoundResult } from './round.ts';
import type { StruckShop } from './struck-shop.ts';

export interface ProofPlan {
  readonly shop: StruckShop;
  /** Of the first round; each next one has the next number. */
  readonly seed: number;
  readonly rounds: number;
  /** No round begins later than this. */
  readonly endsAt?: number;
  /** Ids of faults; all of them when it is empty. */
  readonly only: readonly string[];
  onRound?(result: RoundResult, soFar: readonly RoundResult[]): void;
}

/** Round after round on one shop, until the first breach: what follows one proves nothing. */
export async function prove(plan: ProofPlan): Promise<RoundResult[]> {
  const { shop, seed, rounds, endsAt = Infinity, only, onRound } = plan;
  const results: RoundResult[] = [];
  const client = new ShopClient(shop.url);
  const variants = [await flashSaleVariant(client), await plentifulVariant(client), await plentifulVariant(client, 1)];
  for (let index = 0; index < rounds && Date.now() < endsAt; index += 1) {
    const result = withDeaths(await proveRound(shop, roundOf(shop, seed + index, variants, only)), shop);
    results.push(result);
    onRound?.(result, results);
    if (result.breaches.length > 0) break;
  }
  return results;
}

/** A process that ends although nothing struck it is a breach of its own. */
function withDeaths(result: RoundResult, { unexplainedDeaths }: StruckShop): RoundResult {
  const deaths = unexplainedDeaths.map((words): Breach => ({ invariant: 'process', subject: 'shop', problem: words }));
  return { ...result, breaches: [...result.breaches, ...deaths] };
}
