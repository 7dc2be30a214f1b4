import { currencyCode, type CurrencyCode } from './currencies.ts';
import { AmountOutOfRange, CurrencyMismatch, InvalidQuantity } from './money.errors.ts';

/** An amount in whole minor units (cents for EUR, yen for JPY) of one currency. Plain and immutable; may be negative. */
export interface Money {
  readonly amount: bigint;
  readonly currency: CurrencyCode;
}

/** The largest magnitude of an amount, in minor units. It leaves a `bigint` column room for sums of thousands. */
export const MAX_AMOUNT = 10n ** 15n;

/** The only way to make money: refuses an unknown code (`UnknownCurrency`) and |amount| > 10^15 (`AmountOutOfRange`). */
export function money(amount: bigint, currency: string): Money {
  const code = currencyCode(currency);
  if (amount > MAX_AMOUNT || amount < -MAX_AMOUNT) throw new AmountOutOfRange(amount, code);
  return { amount, currency: code };
}

/** `left` + `right`; refuses two currencies with `CurrencyMismatch`, as all arithmetic here does. */
export function add(left: Money, right: Money): Money {
  expectCurrency(left.currency, right);
  return money(left.amount + right.amount, left.currency);
}

/** `left` - `right`; may be negative. */
export function subtract(left: Money, right: Money): Money {
  return add(left, negate(right));
}

/** The same amount the other way: a sale as its refund. */
export function negate(value: Money): Money {
  return money(-value.amount, value.currency);
}

/** A line's price: `unit` × `quantity`, exactly. Refuses fractions, NaN and negative quantities (`InvalidQuantity`). */
export function multiply(unit: Money, quantity: number | bigint): Money {
  if (typeof quantity === 'number' && !Number.isSafeInteger(quantity)) throw new InvalidQuantity(quantity);
  if (quantity < 0) throw new InvalidQuantity(quantity);
  return money(unit.amount * BigInt(quantity), unit.currency);
}

/** The total of `values`, zero for none; the currency is named because an empty list has none. */
export function sum(currency: string, values: Iterable<Money>): Money {
  let total = money(0n, currency);
  for (const value of values) total = add(total, value);
  return total;
}

/** Below 0 when `left` is the smaller, above 0 when it is the larger, 0 when equal; a comparator for sorting. */
export function compare(left: Money, right: Money): -1 | 0 | 1 {
  expectCurrency(left.currency, right);
  if (left.amount === right.amount) return 0;
  return left.amount < right.amount ? -1 : 1;
}

/** True for the same amount in the same currency. Never throws: 1 EUR and 1 USD are simply not equal. */
export function isEqual(left: Money, right: Money): boolean {
  return left.currency === right.currency && left.amount === right.amount;
}

/** True for nothing, in whatever currency. */
export function isZero(value: Money): boolean {
  return value.amount === 0n;
}

function expectCurrency(expected: CurrencyCode, value: Money): void {
  if (value.currency !== expected) throw new CurrencyMismatch(expected, value.currency);
}
