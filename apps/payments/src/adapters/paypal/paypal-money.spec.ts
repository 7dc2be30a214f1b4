import { money } from '@tovar/contracts';
import fc from 'fast-check';
import { fromPayPal, NotPayableByPayPal, toPayPal } from './paypal-money.ts';

describe('money at PayPal', () => {
  it.each([
    ['EUR', 2998n, '29.98'],
    ['JPY', 500n, '500'],
    ['HUF', 120_000n, '1200'],
    ['TWD', 100n, '1'],
  ])('is written with the decimals that PayPal takes: %s', (currency, amount, value) => {
    expect(toPayPal(money(amount, currency))).toEqual({ currency_code: currency, value });
  });

  it.each([
    ['KWD', 1000n, 'CURRENCY_NOT_SUPPORTED'],
    ['RUB', 1000n, 'CURRENCY_NOT_SUPPORTED'],
    ['HUF', 120_050n, 'DECIMALS_NOT_SUPPORTED'],
  ])('is refused, never rounded: %s', (currency, amount, reason) => {
    const attempt = () => toPayPal(money(amount, currency));
    expect(attempt).toThrow(NotPayableByPayPal);
    expect(attempt).toThrow(reason);
  });

  it('comes back as it went', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(amounts, fc.constantFrom('EUR', 'USD', 'JPY'), (amount, currency) => {
        expect(fromPayPal(toPayPal(money(amount, currency)))).toEqual(money(amount, currency));
      }),
    );
  });

  it.each(['1.001', '1e3', '', '1,00', '0x10', ' 1'])('is not read from "%s"', (value) => {
    expect(() => fromPayPal({ currency_code: 'EUR', value })).toThrow();
  });
});
