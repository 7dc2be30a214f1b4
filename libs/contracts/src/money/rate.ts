import { money, type Money } from './money.ts';
import { InvalidRate } from './money.errors.ts';

/** An exact fraction: 19 % is 1900/10000, an exchange rate of 1.95583 is 195583/100000. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A rate as a fraction; the denominator must be positive (`InvalidRate`). */
export function rate(numerator: bigint, denominator: bigint): Rate {
  if (denominator <= 0n) throw new InvalidRate(`${numerator}/${denominator}`);
  return { numerator, denominator };
}

/** A percentage in hundredths of a percent: `basisPoints(1900)` is 19 %, `basisPoints(750)` is 7.5 %. Whole numbers only. */
export function basisPoints(points: number): Rate {
  if (!Number.isSafeInteger(points)) throw new InvalidRate(`${points}/10000`);
  return rate(BigInt(points), 10_000n);
}

/**
 * `value` × `by`, rounded half-up to a whole minor unit: the one place where money is rounded. Half-up is meant by
 * magnitude, so that a refund of -0.5 becomes -1 as the sale of 0.5 became 1, and the two cancel out.
 */
export function applyRate(value: Money, by: Rate): Money {
  const product = value.amount * by.numerator;
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + by.denominator) / (2n * by.denominator);
  return money(product < 0n ? -rounded : rounded, value.currency);
}
