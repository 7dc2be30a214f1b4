import { BATTERY } from './prove/battery.ts';
import { StruckShop } from './prove/struck-shop.ts';
import { prove } from './prove/proof.ts';
import type { RoundResult } from './prove/round.ts';
import { QUIET_WITHIN_MS } from './prove/round-maker.ts';

/** Chosen so that each kind of fault comes by at least once; a failure is repeated by the command that it names. */
const RUNS = [
  { only: 'FT-01', seed: 1_001, rounds: 2 },
  { only: 'FT-02', seed: 2_001, rounds: 1 },
  { only: 'FT-03', seed: 3_001, rounds: 2 },
  { only: 'FT-04', seed: 4_001, rounds: 3 },
  { only: 'FT-06', seed: 6_001, rounds: 3 },
  { only: 'FT-08', seed: 8_001, rounds: 1 },
  { only: 'FT-10', seed: 10_001, rounds: 1 },
  { only: 'FT-13', seed: 13_001, rounds: 1 },
] as const;

describe('the checkout', () => {
  let shop: StruckShop;

  beforeAll(async () => {
    shop = await StruckShop.onNewFolder();
    await shop.start();
  });
  afterAll(() => shop.remove());

  it.each(RUNS)(
    '[$only] holds all invariants: npm run prove -- --only $only --seed $seed --rounds $rounds',
    async ({ only, seed, rounds }) => {
      const results = await prove({ seed, rounds, only: [only], shop, battery: BATTERY });
      expect(results.flatMap(({ breaches }) => breaches)).toEqual([]);
      expect(results).toHaveLength(rounds);
      expect(orders(results)).toBeGreaterThan(0);
    },
    // For as many rounds as are the most, each of which starts the shop again and waits until it is quiet.
    3 * (QUIET_WITHIN_MS + 120_000),
  );
});

function orders(results: readonly RoundResult[]): number {
  return results.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
}
