import fc from 'fast-check';
import { currencyCodes, exponentOf } from './currencies.ts';
import {
  add,
  compare,
  isEqual,
  isZero,
  MAX_AMOUNT,
  type Money,
  money,
  multiply,
  negate,
  subtract,
  sum,
} from './money.ts';
import { AmountOutOfRange, CurrencyMismatch, InvalidQuantity, UnknownCurrency } from './money.errors.ts';

const eur = (amount: bigint): Money => money(amount, 'EUR');
const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });

describe('money', () => {
  it('knows the decimals of each currency', () => {
    expect(['EUR', 'JPY', 'KWD', 'CLF'].map(exponentOf)).toEqual([2, 0, 3, 4]);
  });

  it('knows each active currency once', () => {
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
    expect(currencyCodes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  it.each(['BGN', 'HRK', 'XAU', 'XXX', 'eur', '', 'EURO', 'constructor'])('refuses %p as a currency', (code) => {
    expect(() => money(1n, code)).toThrow(UnknownCurrency);
  });

  it('accepts the largest amount and refuses one unit more', () => {
    expect(eur(MAX_AMOUNT).amount).toBe(10n ** 15n);
    expect(() => eur(MAX_AMOUNT + 1n)).toThrow(AmountOutOfRange);
    expect(() => eur(-MAX_AMOUNT - 1n)).toThrow(AmountOutOfRange);
  });

  it('refuses a result beyond the largest amount', () => {
    expect(() => add(eur(MAX_AMOUNT), eur(1n))).toThrow(AmountOutOfRange);
    expect(() => multiply(eur(MAX_AMOUNT), 2)).toThrow(AmountOutOfRange);
  });

  it('multiplies a price by a quantity', () => {
    expect(multiply(eur(1999n), 3)).toEqual(eur(5997n));
    expect(multiply(eur(1999n), 0n)).toEqual(eur(0n));
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY, -1n])('refuses %p as a quantity', (quantity) => {
    expect(() => multiply(eur(1n), quantity)).toThrow(InvalidQuantity);
  });

  it.each([
    ['added', add],
    ['subtracted', subtract],
    ['compared', compare],
  ])('refuses two currencies to be %s', (_, operation) => {
    expect(() => operation(eur(1n), money(1n, 'USD'))).toThrow(CurrencyMismatch);
  });

  it('refuses a sum over another currency', () => {
    expect(() => sum('USD', [eur(1n)])).toThrow(CurrencyMismatch);
  });

  it('finds nothing equal in another currency', () => {
    expect(isEqual(eur(1n), money(1n, 'USD'))).toBe(false);
    expect(isEqual(eur(1n), eur(1n))).toBe(true);
    expect(isEqual(eur(1n), eur(2n))).toBe(false);
  });

  it('orders amounts', () => {
    expect([eur(3n), eur(-1n), eur(2n), eur(2n)].toSorted(compare)).toEqual([eur(-1n), eur(2n), eur(2n), eur(3n)]);
  });

  it('takes nothing for zero in its currency', () => {
    expect(sum('JPY', [])).toEqual(money(0n, 'JPY'));
    expect(isZero(sum('JPY', []))).toBe(true);
    expect(isZero(eur(-1n))).toBe(false);
  });

  it('sums to the same total in every order', () => {
    const shuffledPairs = fc
      .array(amounts, { maxLength: 50 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffledPairs, ([list, shuffled]) => {
        expect(sum('EUR', shuffled.map(eur))).toEqual(sum('EUR', list.map(eur)));
        expect(sum('EUR', list.map(eur)).amount).toBe(list.reduce((total, amount) => total + amount, 0n));
      }),
    );
  });

  it('takes away what was added', () => {
    fc.assert(
      fc.property(amounts, amounts, (left, right) => {
        expect(subtract(add(eur(left), eur(right)), eur(right))).toEqual(eur(left));
        expect(add(eur(left), negate(eur(left)))).toEqual(eur(0n));
      }),
    );
  });

  it('multiplies as repeated addition does', () => {
    fc.assert(
      fc.property(amounts, fc.nat(40), (amount, quantity) => {
        expect(multiply(eur(amount), quantity)).toEqual(sum('EUR', Array(quantity).fill(eur(amount))));
      }),
    );
  });
});
