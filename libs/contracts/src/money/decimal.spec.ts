import fc from 'fast-check';
import { currencyCodes } from './currencies.ts';
import { formatDecimal, parseDecimal } from './decimal.ts';
import { AmountOutOfRange, InvalidAmount, UnknownCurrency } from './money.errors.ts';
import { MAX_AMOUNT, money } from './money.ts';

describe('decimal amounts', () => {
  it.each([
    ['12.34', 'EUR', 1234n],
    ['12.3', 'EUR', 1230n],
    ['12', 'EUR', 1200n],
    ['-0.05', 'EUR', -5n],
    ['-0', 'EUR', 0n],
    ['007.50', 'EUR', 750n],
    ['500', 'JPY', 500n],
    ['1.234', 'KWD', 1234n],
    ['1.2345', 'CLF', 12345n],
  ])('reads %s %s as %p minor units', (text, currency, amount) => {
    expect(parseDecimal(text, currency)).toEqual(money(amount, currency));
  });

  it.each([
    [1234n, 'EUR', '12.34'],
    [-5n, 'EUR', '-0.05'],
    [0n, 'EUR', '0.00'],
    [500n, 'JPY', '500'],
    [0n, 'JPY', '0'],
    [7n, 'KWD', '0.007'],
  ])('writes %p minor units of %s as %s', (amount, currency, text) => {
    expect(formatDecimal(money(amount, currency))).toBe(text);
  });

  it('refuses to round away decimals, even zeros', () => {
    expect(() => parseDecimal('12.345', 'EUR')).toThrow(InvalidAmount);
    expect(() => parseDecimal('12.340', 'EUR')).toThrow(InvalidAmount);
    expect(() => parseDecimal('500.0', 'JPY')).toThrow(InvalidAmount);
  });

  it.each(['', ' 1', '1 ', '1\n', '+1', '1,5', '1e3', '.5', '5.', '--1', '1.2.3', 'NaN', '٣', '0x10', '1_000'])(
    'refuses %p as an amount',
    (text) => {
      expect(() => parseDecimal(text, 'EUR')).toThrow(InvalidAmount);
    },
  );

  it('reads 20 characters and refuses the 21st', () => {
    expect(parseDecimal('7'.padStart(20, '0'), 'EUR')).toEqual(money(700n, 'EUR'));
    expect(() => parseDecimal('7'.padStart(21, '0'), 'EUR')).toThrow(InvalidAmount);
  });

  it('repeats only the start of a text that is too long', () => {
    expect(() => parseDecimal('1'.repeat(1_000_000), 'EUR')).toThrow(`"${'1'.repeat(20)}" is not an amount`);
  });

  it('refuses an amount that is too large', () => {
    expect(() => parseDecimal('10000000000000.01', 'EUR')).toThrow(AmountOutOfRange);
  });

  it('refuses an unknown currency', () => {
    expect(() => parseDecimal('1', 'BGN')).toThrow(UnknownCurrency);
  });

  it.each(currencyCodes)('reads back what it has written in %s', (currency) => {
    fc.assert(
      fc.property(fc.bigInt({ min: -MAX_AMOUNT, max: MAX_AMOUNT }), (amount) => {
        const value = money(amount, currency);
        expect(parseDecimal(formatDecimal(value), currency)).toEqual(value);
      }),
    );
  });
});
