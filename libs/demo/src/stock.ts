import { floor, min, sqrt } from './arithmetic.ts';
import type { Random } from './random.ts';

const SOLD_OUT_SHARE = 0.04;
const SMALLEST_LOT = 4;
const LARGEST_LOT = 5_000;

/** Units on hand: about 4 % are sold out, the rest follow a Pareto curve (a fifth of the variants hold most of the stock). */
export function drawStock(random: Random): number {
  if (random.chance(SOLD_OUT_SHARE)) return 0;
  return min(LARGEST_LOT, floor(SMALLEST_LOT / sevenEighthsPower(1 - random.fraction())));
}

/**
 * u^(7/8), which makes the curve's shape 8/7 ≈ 1.14: the 80/20 rule. Square roots are exact on every machine,
 * `Math.pow` is not promised to be, and the same seed must give the same shop everywhere.
 */
function sevenEighthsPower(u: number): number {
  const half = sqrt(u);
  const quarter = sqrt(half);
  return half * quarter * sqrt(quarter);
}
