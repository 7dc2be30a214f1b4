import fc from 'fast-check';
import { z } from 'zod';
import { currencyCodes } from './currencies.ts';
import { fromJson, moneyJson, moneyView, toJson, toView } from './money-json.ts';
import { MAX_AMOUNT, money } from './money.ts';

describe('money as JSON', () => {
  it('is a string of minor units and a currency', () => {
    expect(toJson(money(1234n, 'EUR'))).toEqual({ amount: '1234', currency: 'EUR' });
  });

  it('carries a decimal for people in the public APIs', () => {
    expect(toView(money(-5n, 'EUR'))).toEqual({ amount: '-5', currency: 'EUR', decimal: '-0.05' });
    expect(moneyView.parse(toView(money(7n, 'JPY')))).toEqual({ amount: '7', currency: 'JPY', decimal: '7' });
  });

  it('survives the way through an event', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -MAX_AMOUNT, max: MAX_AMOUNT }),
        fc.constantFrom(...currencyCodes),
        (amount, currency) => {
          const value = money(amount, currency);
          const received: unknown = JSON.parse(JSON.stringify(toJson(value)));
          expect(fromJson(moneyJson.parse(received))).toEqual(value);
        },
      ),
    );
  });

  it.each([
    '',
    '1.5',
    '1e3',
    ' 1',
    '-0',
    '01',
    '+1',
    '0x1',
    '1000000000000001',
    '-1000000000000001',
    '9'.repeat(50),
    12,
    null,
  ])('refuses %p as an amount', (amount) => {
    expect(moneyJson.safeParse({ amount, currency: 'EUR' }).success).toBe(false);
  });

  it.each(['BGN', 'eur', '', null])('refuses %p as a currency', (currency) => {
    expect(moneyJson.safeParse({ amount: '1', currency }).success).toBe(false);
  });

  it('can be described by a JSON schema', () => {
    expect(z.toJSONSchema(moneyJson)).toMatchObject({ type: 'object', required: ['amount', 'currency'] });
  });
});
