import { applyRate, type Money, type Rate, rate } from '@tovar/contracts';

/** A whole amount with the exact one, in minor units, that it was rounded from. */
export interface Rounded {
  readonly amount: Money;
  readonly exact: Rate;
}

/** `value` × `by`, half-up. */
export function portion(value: Money, by: Rate): Rounded {
  return { amount: applyRate(value, by), exact: rate(value.amount * by.numerator, by.denominator) };
}

/** An amount that nothing was rounded for. */
export function exactly(amount: Money): Rounded {
  return { amount, exact: rate(amount.amount, 1n) };
}
