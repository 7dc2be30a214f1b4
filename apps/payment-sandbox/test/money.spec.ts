import fc from 'fast-check';
import { decimalsOf, normalised, shifted, toMinor, toMoney } from '../src/paypal/orders/money.ts';

describe('money', () => {
  it('is written and read without loss in every currency', () => {
    const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'HUF', 'TWD');
    fc.assert(
      fc.property(currency, fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), (code, minor) => {
        expect(toMinor(toMoney(code, minor))).toBe(minor);
      }),
    );
  });

  it.each([
    ['USD', '7', '7.00'],
    ['USD', '7.5', '7.50'],
    ['USD', '.05', '0.05'],
    ['USD', '007.10', '7.10'],
    ['USD', '-0.5', '-0.50'],
    ['JPY', '0100', '100'],
  ])('in %s, %s means %s', (currency_code, value, shown) => {
    expect(normalised({ currency_code, value })).toEqual({ currency_code, value: shown });
  });

  it('moves by minor units', () => {
    expect(shifted({ currency_code: 'USD', value: '1.00' }, -1n).value).toBe('0.99');
    expect(shifted({ currency_code: 'JPY', value: '100' }, -1n).value).toBe('99');
  });

  it('has no decimals in forints, yen and Taiwan dollars, and no roubles', () => {
    expect(['HUF', 'JPY', 'TWD', 'USD', 'RUB'].map(decimalsOf)).toEqual([0, 0, 0, 2, undefined]);
  });
});
