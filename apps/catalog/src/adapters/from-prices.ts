import { lowestPrices, type Variant } from '../domain/product.ts';

/** What `product.from_prices` holds; amounts are text, because JSON numbers are floats. */
export type FromPrices = Readonly<Record<string, { readonly amount: string; readonly taxIncluded: boolean }>>;

export function toFromPrices(variants: readonly Variant[]): FromPrices {
  return Object.fromEntries(
    lowestPrices(variants).map(({ currency, amountMinor, taxIncluded }) => [
      currency,
      { amount: `${amountMinor}`, taxIncluded },
    ]),
  );
}
