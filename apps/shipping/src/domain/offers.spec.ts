import { money } from '@tovar/contracts';
import type { PricedMethod, ReachingMethod } from './carrier.ts';
import { cheapestFirst, requireRateIn } from './offers.ts';
import { CurrencyWithoutRate } from './shipping.errors.ts';

function anOffer(code: string, price: bigint, maxDays: number): PricedMethod {
  return { method: aMethod(code), price: money(price, 'EUR'), estimate: { minDays: 0, maxDays } };
}

function aMethod(code: string, rate?: ReachingMethod['rate']): ReachingMethod {
  const name = { en: code, ru: code };
  const estimate = { minDays: 0, maxDays: 1 };
  return { id: code, code, name, carrier: 'table', isTaxIncluded: true, taxCategory: 'STANDARD', estimate, rate };
}

describe('offers', () => {
  it('begin with the cheapest; of two at one price with the faster, then by code', () => {
    const offers = [anOffer('d', 2n, 1), anOffer('c', 1n, 2), anOffer('b', 1n, 2), anOffer('a', 1n, 9)];
    const codes = cheapestFirst(offers).map(({ method }) => method.code);
    expect(codes).toEqual(['b', 'c', 'a', 'd']);
    expect(cheapestFirst(offers.toReversed()).map(({ method }) => method.code)).toEqual(codes);
  });

  it('are missed for the currency when methods reach the place and none has a rate', () => {
    expect(() => requireRateIn('CHF', [aMethod('a'), aMethod('b')])).toThrow(CurrencyWithoutRate);
  });

  it('are missed for another reason when nothing reaches the place, or something has a rate', () => {
    const rate = { currency: 'EUR', basis: 'FLAT', steps: [], freeFrom: null } as const;
    expect(() => requireRateIn('EUR', [])).not.toThrow();
    expect(() => requireRateIn('EUR', [aMethod('a'), aMethod('b', rate)])).not.toThrow();
  });
});
