import { formatDecimal, type Money, money, parseDecimal } from '@tovar/contracts';
import type { PayPalMoney } from './paypal-answers.ts';

const WITH_CENTS = new Set(
  'AUD BRL CAD CNY CZK DKK EUR HKD ILS MYR MXN NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' '),
);
/** PayPal takes no decimals for these, although HUF and TWD have two in ISO 4217. */
const WHOLE = new Set(['HUF', 'JPY', 'TWD']);

/** An amount that PayPal cannot take exactly; `reason` is a fixed word. */
export class NotPayableByPayPal extends Error {
  readonly code = 'NOT_PAYABLE_BY_PAYPAL';
  constructor(readonly reason: 'CURRENCY_NOT_SUPPORTED' | 'DECIMALS_NOT_SUPPORTED') {
    super(`PayPal cannot take this amount: ${reason}.`);
  }
}

/** Whether PayPal takes the currency at all; some amounts of it may still be impossible. */
export function isTakenByPayPal(currency: string): boolean {
  return WITH_CENTS.has(currency) || WHOLE.has(currency);
}

/** Exactly the same amount in PayPal's words. Throws `NotPayableByPayPal`; nothing is rounded. */
export function toPayPal(amount: Money): PayPalMoney {
  const { currency } = amount;
  const decimal = formatDecimal(amount);
  if (WITH_CENTS.has(currency)) return { currency_code: currency, value: decimal };
  if (!WHOLE.has(currency)) throw new NotPayableByPayPal('CURRENCY_NOT_SUPPORTED');
  const [whole = '', decimals = ''] = decimal.split('.');
  if (/[^0]/.test(decimals)) throw new NotPayableByPayPal('DECIMALS_NOT_SUPPORTED');
  return { currency_code: currency, value: whole };
}

/** Throws for text that is not an amount of the currency, and for a currency that is none. */
export function fromPayPal({ currency_code, value }: PayPalMoney): Money {
  const { amount, currency } = parseDecimal(value, currency_code);
  return money(amount, currency);
}
