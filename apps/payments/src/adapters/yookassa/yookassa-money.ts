import { formatDecimal, type Money, parseDecimal } from '@tovar/contracts';
import type { YooKassaAmount } from './yookassa-answers.ts';

/** Exactly the same amount in YooKassa's words; nothing is rounded. */
export function toYooKassa(amount: Money): YooKassaAmount {
  return { value: formatDecimal(amount), currency: amount.currency };
}

/** Throws for text that is not an amount of the currency, and for a currency that is none. */
export function fromYooKassa({ value, currency }: YooKassaAmount): Money {
  return parseDecimal(value, currency);
}
