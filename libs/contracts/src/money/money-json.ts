import { z } from 'zod';
import { currencyCodes, type CurrencyCode } from './currencies.ts';
import { formatDecimal } from './decimal.ts';
import { MAX_AMOUNT, money, type Money } from './money.ts';

const MINOR_UNITS = /^(?:0|-?[1-9]\d{0,15})$/;

/**
 * Money in events and internal calls: `{ "amount": "1234", "currency": "EUR" }`. The amount is a string of minor units,
 * because JSON numbers are floats to most readers. The parsed value stays JSON; `fromJson` turns it into `Money`.
 */
export const moneyJson = z.object({
  amount: z
    .string()
    .regex(MINOR_UNITS, { error: 'Expected whole minor units, such as "1234".', abort: true })
    .refine(isInRange, 'Expected at most 10^15 minor units.'),
  currency: z.enum(currencyCodes as readonly [CurrencyCode, ...CurrencyCode[]]),
});
/** What `moneyJson` accepts and gives. */
export type MoneyJson = z.infer<typeof moneyJson>;

/** Money in answers of the public APIs: the JSON form and, for people, the same amount as a decimal. */
export const moneyView = moneyJson.extend({ decimal: z.string() });
/** What `moneyView` accepts and gives. */
export type MoneyView = z.infer<typeof moneyView>;

/** The form for events and internal calls. */
export function toJson({ amount, currency }: Money): MoneyJson {
  return { amount: `${amount}`, currency };
}

/** Takes what `moneyJson` has parsed; a `MoneyView` will do, its `decimal` is not read. */
export function fromJson({ amount, currency }: MoneyJson): Money {
  return money(BigInt(amount), currency);
}

/** The form for answers of the public APIs. */
export function toView(value: Money): MoneyView {
  return { ...toJson(value), decimal: formatDecimal(value) };
}

function isInRange(amount: string): boolean {
  const value = BigInt(amount);
  return value <= MAX_AMOUNT && value >= -MAX_AMOUNT;
}
