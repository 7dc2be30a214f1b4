import { compare } from '@tovar/contracts';
import type { PricedMethod, ReachingMethod } from './carrier.ts';
import { CurrencyWithoutRate } from './shipping.errors.ts';

/** The cheapest first; of two at the same price the faster one, then by code, so that the order is always the same. */
export function cheapestFirst(offers: readonly PricedMethod[]): PricedMethod[] {
  return offers.toSorted(
    (a, b) =>
      compare(a.price, b.price) || a.estimate.maxDays - b.estimate.maxDays || (a.method.code < b.method.code ? -1 : 1),
  );
}

/** Throws `CurrencyWithoutRate` when something is delivered there, but nothing for this currency. */
export function requireRateIn(currency: string, methods: readonly ReachingMethod[]): void {
  if (methods.length > 0 && methods.every(({ rate }) => rate === undefined)) throw new CurrencyWithoutRate(currency);
}
