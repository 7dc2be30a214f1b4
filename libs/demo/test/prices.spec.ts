import { pricesFor } from '../src/prices.ts';
import { someProducts, ofType } from './some-products.ts';

const amountsOf = (euroCents: number): Record<string, bigint> =>
  Object.fromEntries(pricesFor(euroCents).map(({ currency, amountMinor }) => [currency, amountMinor]));

// The smallest step of each currency, in its minor units: cents, whole roubles, tens of yen, fifties of fils.
const GRANULARITY = { EUR: 1n, USD: 1n, GBP: 1n, RUB: 100n, JPY: 10n, KWD: 50n };

describe('demo prices', () => {
  const products = someProducts();
  const variants = products.flatMap((product) => product.variants);

  it('look like prices in every currency, whatever its exponent', () => {
    expect(amountsOf(1299_00)).toEqual({
      EUR: 1299_00n,
      USD: 1449_00n,
      GBP: 1149_00n,
      RUB: 127_990_00n,
      JPY: 214_800n,
      KWD: 439_900n,
    });
    expect(amountsOf(17_40)).toEqual({
      EUR: 17_99n,
      USD: 18_99n,
      GBP: 14_99n,
      RUB: 1_790_00n,
      JPY: 2_880n,
      KWD: 5_950n,
    });
  });

  it('are given for every variant in six currencies, with the right granularity', () => {
    const currencies = Object.keys(GRANULARITY).join();
    expect(variants.filter(({ prices }) => prices.map(({ currency }) => currency).join() !== currencies)).toEqual([]);
    const uneven = variants
      .flatMap(({ prices }) => prices)
      .filter(({ currency, amountMinor }) => amountMinor <= 0n || amountMinor % GRANULARITY[currency] !== 0n);
    expect(uneven).toEqual([]);
  });

  it('include tax everywhere but in the United States', () => {
    const untaxed = pricesFor(10_00).filter(({ taxIncluded }) => !taxIncluded);
    expect(untaxed.map(({ currency }) => currency)).toEqual(['USD']);
  });

  it('never fall when the worth rises', () => {
    const worths = Array.from({ length: 8_000 }, (_, step) => 100 + step * 37);
    const fallen = worths.slice(1).filter((worth, index) => {
      const before = pricesFor(worths[index] ?? 0);
      return pricesFor(worth).some((price, place) => price.amountMinor < (before[place]?.amountMinor ?? 0n));
    });
    expect(fallen).toEqual([]);
  });

  it('rise with the memory of a phone', () => {
    const phones = ofType(products, 'smartphone');
    for (const { variants: kinds } of phones) {
      const sameColour = kinds.filter(({ options }) => options['colour'] === kinds[0]?.options['colour']);
      const inYen = sameColour.map(
        ({ prices }) => prices.find(({ currency }) => currency === 'JPY')?.amountMinor ?? 0n,
      );
      expect(inYen).toEqual(inYen.toSorted((a, b) => Number(a - b)));
      expect(new Set(inYen).size).toBe(inYen.length);
    }
  });
});
