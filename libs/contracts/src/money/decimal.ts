import { exponentOf } from './currencies.ts';
import { money, type Money } from './money.ts';
import { InvalidAmount } from './money.errors.ts';

const DECIMAL = /^(?<sign>-?)(?<whole>\d+)(?:\.(?<fraction>\d+))?$/;
const MAX_LENGTH = 20;

/**
 * Reads `12.34` as 1234 minor units. Nothing is rounded: more decimals than the currency has, more than 20 characters,
 * or anything but digits, one dot and a leading minus is refused with `InvalidAmount`.
 */
export function parseDecimal(text: string, currency: string): Money {
  const exponent = exponentOf(currency);
  if (text.length > MAX_LENGTH) throw new InvalidAmount(text.slice(0, MAX_LENGTH), `at most ${MAX_LENGTH} characters`);
  const { sign = '', whole, fraction = '' } = DECIMAL.exec(text)?.groups ?? {};
  if (whole === undefined) throw new InvalidAmount(text, 'digits, with a dot before the decimals');
  if (fraction.length > exponent) throw new InvalidAmount(text, `${currency} has ${exponent} decimals`);
  const magnitude = BigInt(whole + fraction.padEnd(exponent, '0'));
  return money(sign === '-' ? -magnitude : magnitude, currency);
}

/** Writes 1234 minor units as `12.34`, with all decimals of the currency: `-0.05` EUR, `500` JPY. */
export function formatDecimal({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const sign = amount < 0n ? '-' : '';
  const digits = `${amount < 0n ? -amount : amount}`.padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
