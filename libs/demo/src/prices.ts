import { toBigInt } from './arithmetic.ts';
import type { DemoCurrency, DemoPrice } from './demo-product.ts';

/** Amounts below `below` (minor units) are lifted to the next multiple of `step` plus `ending`: 34.99, 1 299.00, ¥189,800. */
interface PriceBand {
  readonly below: number;
  readonly step: number;
  readonly ending: number;
}

interface PriceList {
  readonly currency: DemoCurrency;
  /** Minor units of this currency for 100 euro cents. */
  readonly perEuro: number;
  readonly taxIncluded: boolean;
  readonly bands: readonly PriceBand[];
}

// A band starts at a multiple of its own step and of the one below, so a higher euro price is never a lower price.
const WESTERN: readonly PriceBand[] = [
  { below: 10_00, step: 50, ending: 49 },
  { below: 100_00, step: 1_00, ending: 99 },
  { below: 1_000_00, step: 10_00, ending: 9_00 },
  { below: Infinity, step: 50_00, ending: 49_00 },
];

const ROUBLES: readonly PriceBand[] = [
  { below: 1_000_00, step: 10_00, ending: 9_00 },
  { below: 10_000_00, step: 100_00, ending: 90_00 },
  { below: Infinity, step: 1_000_00, ending: 990_00 },
];

const YEN: readonly PriceBand[] = [
  { below: 10_000, step: 100, ending: 80 },
  { below: 100_000, step: 1_000, ending: 800 },
  { below: Infinity, step: 5_000, ending: 4_800 },
];

const DINARS: readonly PriceBand[] = [
  { below: 10_000, step: 250, ending: 200 },
  { below: 100_000, step: 1_000, ending: 900 },
  { below: Infinity, step: 5_000, ending: 4_900 },
];

const PRICE_LISTS: readonly PriceList[] = [
  { currency: 'EUR', perEuro: 100, taxIncluded: true, bands: WESTERN },
  { currency: 'USD', perEuro: 108, taxIncluded: false, bands: WESTERN },
  { currency: 'GBP', perEuro: 85, taxIncluded: true, bands: WESTERN },
  { currency: 'RUB', perEuro: 98_00, taxIncluded: true, bands: ROUBLES },
  { currency: 'JPY', perEuro: 163, taxIncluded: true, bands: YEN },
  { currency: 'KWD', perEuro: 335, taxIncluded: true, bands: DINARS },
];

/** The shop's six prices for something worth that many euro cents, each rounded the way its market likes it. */
export function pricesFor(euroCents: number): DemoPrice[] {
  return PRICE_LISTS.map(({ currency, perEuro, taxIncluded, bands }) => {
    const hundredfold = euroCents * perEuro;
    const amount = (hundredfold - (hundredfold % 100)) / 100;
    return { currency, amountMinor: toBigInt(asPrice(amount, bands)), taxIncluded };
  });
}

function asPrice(amount: number, bands: readonly PriceBand[]): number {
  const band = bands.find(({ below }) => amount < below);
  if (!band) throw new RangeError(`No price band holds ${amount}.`);
  return amount - (amount % band.step) + band.ending;
}
