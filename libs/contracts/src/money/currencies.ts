import { UnknownCurrency } from './money.errors.ts';

/**
 * ISO 4217 list one as of amendment 180 (January 2026), by number of decimals. Precious metals, test codes and other
 * entries without a minor unit are left out: nothing can be priced in them.
 */
const CODES_BY_EXPONENT = {
  0: ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  2: [
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW',
    'CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF',
    'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK',
    'MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP',
    'SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG',
    'YER ZAR ZMW ZWG',
  ],
  3: ['BHD IQD JOD KWD LYD OMR TND'],
  4: ['CLF UYW'],
} as const;

type Lines = (typeof CODES_BY_EXPONENT)[keyof typeof CODES_BY_EXPONENT][number];
type WordsOf<Line extends string> = Line extends `${infer Word} ${infer Rest}` ? Word | WordsOf<Rest> : Line;

/** An active ISO 4217 code, such as `EUR`. */
export type CurrencyCode = WordsOf<Lines>;

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(CODES_BY_EXPONENT).flatMap(([exponent, lines]) =>
    lines.flatMap((line) => line.split(' ').map((code) => [code, Number(exponent)] as const)),
  ),
);

/** Every code that money can be in, in alphabetical order. */
export const currencyCodes: readonly CurrencyCode[] = [...exponents.keys()].filter(isCurrencyCode).toSorted();

/** True for an active ISO 4217 code in capital letters. */
export function isCurrencyCode(code: string): code is CurrencyCode {
  return exponents.has(code);
}

/** The code itself, once it is known to be one; otherwise `UnknownCurrency`. */
export function currencyCode(code: string): CurrencyCode {
  if (!isCurrencyCode(code)) throw new UnknownCurrency(code);
  return code;
}

/** How many decimals the currency has: EUR 2, JPY 0, KWD 3. Refuses an unknown code with `UnknownCurrency`. */
export function exponentOf(code: string): number {
  const exponent = exponents.get(code);
  if (exponent === undefined) throw new UnknownCurrency(code);
  return exponent;
}
