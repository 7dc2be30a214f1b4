import { add, type Money, rate, type TaxCategory } from '@tovar/contracts';
import { portion, type Rounded } from './rounded.ts';

/** The tax of one line or of the delivery. */
export interface Tax extends Rounded {
  readonly category: TaxCategory;
  /** 1900 is 19 %. */
  readonly rateBasisPoints: number;
  /** Whether the price has it in it already. */
  readonly isIncluded: boolean;
}

/** The rate of a category where the goods go, in basis points; 0 where there is none. */
export type TaxRateOf = (category: TaxCategory) => number;

/** What the taxman gets of an amount after its discounts, half-up: out of it, or on top. */
export function taxOn(
  left: Money,
  { taxCategory: category, isTaxIncluded: isIncluded }: { taxCategory: TaxCategory; isTaxIncluded: boolean },
  rateOf: TaxRateOf,
): Tax {
  const rateBasisPoints = rateOf(category);
  const numerator = BigInt(rateBasisPoints);
  const by = rate(numerator, isIncluded ? 10_000n + numerator : 10_000n);
  return { category, rateBasisPoints, isIncluded, ...portion(left, by) };
}

/** What it costs: the tax is in it, or comes on top. */
export function withTax(left: Money, { isIncluded, amount }: Tax): Money {
  return isIncluded ? left : add(left, amount);
}
