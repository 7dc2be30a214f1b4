import { money, type Money } from './money.ts';
import { InvalidWeights } from './money.errors.ts';

interface Share {
  readonly weight: bigint;
  readonly index: number;
  readonly remainder: bigint;
  readonly part: bigint;
}

/**
 * Splits `total` in proportion to `weights` (a discount over lines, a refund over captures) by largest remainder. The
 * parts come in the order of the weights, add up to `total` exactly, and each is within one minor unit of its exact
 * share. Equal remainders favour the larger weight, then the earlier one. A weight of 0 gets nothing; weights that are
 * negative, or all 0 while there is something to share, are refused with `InvalidWeights`.
 */
export function allocate(total: Money, weights: readonly bigint[]): Money[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const isNothingToShare = total.amount === 0n && whole === 0n;
  if (weights.some((weight) => weight < 0n) || (whole === 0n && !isNothingToShare)) throw new InvalidWeights(weights);
  if (isNothingToShare) return weights.map(() => total);

  const sign = total.amount < 0n ? -1n : 1n;
  const magnitude = total.amount * sign;
  const shares = weights.map((weight, index): Share => {
    const exact = magnitude * weight;
    return { weight, index, part: exact / whole, remainder: exact % whole };
  });
  const unitsLeft = magnitude - shares.reduce((sum, { part }) => sum + part, 0n);
  const favoured = new Set(shares.toSorted(byClaim).slice(0, Number(unitsLeft)));
  return shares.map((share) => money(sign * (share.part + (favoured.has(share) ? 1n : 0n)), total.currency));
}

function byClaim(left: Share, right: Share): number {
  return (
    descending(left.remainder, right.remainder) || descending(left.weight, right.weight) || left.index - right.index
  );
}

function descending(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left > right ? -1 : 1;
}
