/** An amount as PayPal writes it: a decimal string in major units, never a number. */
export interface Money {
  readonly currency_code: string;
  readonly value: string;
}

// PayPal takes no decimals for HUF and TWD, whatever ISO 4217 says.
const wholeCurrencies = new Set(['HUF', 'JPY', 'TWD']);
const centCurrencies = new Set(
  'AUD BRL CAD CNY CZK DKK EUR HKD ILS MYR MXN NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' '),
);

/** Decimals PayPal allows for the currency; undefined when it does not take the currency. */
export function decimalsOf(currencyCode: string): 0 | 2 | undefined {
  if (wholeCurrencies.has(currencyCode)) return 0;
  return centCurrencies.has(currencyCode) ? 2 : undefined;
}

/** Minor units of a well-formed amount with no more decimals than its currency allows. */
export function toMinor({ currency_code, value }: Money): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  const minor = BigInt(`${whole}${fraction.padEnd(decimalsOf(currency_code) ?? 0, '0')}`);
  return sign === '-' ? -minor : minor;
}

/** Writes minor units with all the decimals of the currency. */
export function toMoney(currencyCode: string, minor: bigint): Money {
  const decimals = decimalsOf(currencyCode) ?? 0;
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const value = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return { currency_code: currencyCode, value: minor < 0n ? `-${value}` : value };
}

/** The same amount with all the decimals of its currency. */
export function normalised(money: Money): Money {
  return toMoney(money.currency_code, toMinor(money));
}

/** The amount moved by some minor units. */
export function shifted(money: Money, minor: bigint): Money {
  return toMoney(money.currency_code, toMinor(money) + minor);
}
