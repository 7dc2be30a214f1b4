import { toBigInt } from './arithmetic.ts';
import type { DemoCurrency } from './demo-product.ts';

/** A part of the world on whose terms the demo shop delivers. */
export interface DemoZone {
  readonly code: string;
  readonly name: string;
  readonly areas: readonly { readonly country: string; readonly region?: string; readonly postalPrefix?: string }[];
}

export interface DemoRate {
  readonly currency: DemoCurrency;
  readonly basis: 'FLAT' | 'BY_WEIGHT' | 'BY_TOTAL';
  /** Ascending, in grams or minor units; the last may have no end. */
  readonly steps: readonly { readonly upTo: bigint | null; readonly price: bigint }[];
  readonly freeFrom: bigint | null;
}

export interface DemoMethod {
  readonly code: string;
  readonly name: { readonly en: string; readonly ru: string };
  readonly carrier: string;
  readonly isEnabled: boolean;
  readonly isTaxIncluded: boolean;
  readonly taxCategory: 'STANDARD';
  readonly zones: readonly {
    /** The zone's code. */
    readonly zone: string;
    readonly estimate: { readonly minDays: number; readonly maxDays: number };
    readonly rates: readonly DemoRate[];
  }[];
}

const EUROPE = 'AT BE BG CH CY CZ DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK';
const NEIGHBOURS_OF_RUSSIA = 'AM AZ BY GE KG KZ MD TJ UZ';
const GULF = 'AE BH KW OM QA SA';

const ZONES: readonly DemoZone[] = [
  {
    code: 'berlin',
    name: 'Berlin',
    areas: [
      { country: 'DE', postalPrefix: '10' },
      { country: 'DE', region: 'Berlin' },
    ],
  },
  { code: 'germany', name: 'Germany', areas: countries('DE') },
  { code: 'europe', name: 'Europe', areas: countries(EUROPE) },
  { code: 'britain', name: 'Great Britain', areas: countries('GB') },
  { code: 'america', name: 'United States and Canada', areas: countries('US CA') },
  { code: 'russia', name: 'Russia', areas: countries('RU') },
  { code: 'russias-neighbours', name: 'Neighbours of Russia', areas: countries(NEIGHBOURS_OF_RUSSIA) },
  { code: 'japan', name: 'Japan', areas: countries('JP') },
  { code: 'gulf', name: 'Gulf states', areas: countries(GULF) },
];

/** Smallest units for one euro, as a delivery price list would round them. */
const PER_EURO: Readonly<Record<DemoCurrency, bigint>> = {
  EUR: 100n,
  USD: 110n,
  GBP: 90n,
  RUB: 100_00n,
  JPY: 160n,
  KWD: 350n,
};

/** What is asked for in euros, and said in each of the shop's currencies. */
interface Tariff {
  readonly basis: DemoRate['basis'];
  /** Prices in tenths of a euro up to so many grams, or so many euros. */
  readonly steps: readonly (readonly [upTo: number | null, tenths: number])[];
  /** Free for goods of so many euros. */
  readonly freeFrom?: number;
}

const AT_THE_COUNTER: Tariff = { basis: 'FLAT', steps: [[null, 0]] };
const AT_A_SHOP_NEAR_BY: Tariff = { basis: 'FLAT', steps: [[null, 29]], freeFrom: 30 };
const LETTERS_AND_PARCELS: Tariff = byWeight([500, 29], [2_000, 49], [10_000, 89], [20_000, 149]);
const PARCELS_ABROAD: Tariff = byWeight([500, 59], [2_000, 99], [10_000, 199], [20_000, 349]);
const BY_VAN: Tariff = { ...byWeight([5_000, 79], [31_500, 129], [null, 390]), freeFrom: 150 };
const BY_VAN_ABROAD: Tariff = byWeight([5_000, 149], [31_500, 299], [null, 790]);
const BY_VALUE: Tariff = {
  basis: 'BY_TOTAL',
  steps: [
    [50, 149],
    [150, 99],
    [null, 49],
  ],
};
const OVERNIGHT: Tariff = byWeight([5_000, 199], [31_500, 349]);
const BY_AIR: Tariff = byWeight([5_000, 399], [31_500, 799]);

const METHODS: readonly DemoMethod[] = [
  method('pickup', { en: 'Pick-up point', ru: 'Пункт выдачи' }, [
    served('berlin', [1, 1], AT_THE_COUNTER),
    served('germany', [2, 3], AT_A_SHOP_NEAR_BY),
    served('russia', [3, 7], AT_A_SHOP_NEAR_BY),
    served('japan', [4, 6], AT_A_SHOP_NEAR_BY),
  ]),
  method('post', { en: 'Post', ru: 'Почта' }, [
    served('berlin', [1, 3], { ...LETTERS_AND_PARCELS, freeFrom: 50 }),
    served('germany', [2, 4], { ...LETTERS_AND_PARCELS, freeFrom: 50 }),
    served('europe', [4, 9], PARCELS_ABROAD),
    served('britain', [5, 10], PARCELS_ABROAD),
    served('america', [8, 15], PARCELS_ABROAD),
    served('russia', [5, 14], { ...LETTERS_AND_PARCELS, freeFrom: 50 }),
    served('russias-neighbours', [7, 18], PARCELS_ABROAD),
    served('japan', [7, 14], PARCELS_ABROAD),
    served('gulf', [8, 15], PARCELS_ABROAD),
  ]),
  method('courier', { en: 'Courier', ru: 'Курьер' }, [
    served('berlin', [1, 1], BY_VAN),
    served('germany', [1, 2], BY_VAN),
    served('europe', [3, 5], BY_VAN_ABROAD),
    served('britain', [3, 6], BY_VAN_ABROAD),
    served('america', [5, 8], BY_VALUE),
    served('russia', [3, 8], BY_VAN),
    served('russias-neighbours', [5, 10], BY_VAN_ABROAD),
    served('japan', [5, 8], BY_VAN_ABROAD),
    served('gulf', [5, 8], BY_VAN_ABROAD),
  ]),
  method('express', { en: 'Express', ru: 'Экспресс' }, [
    served('berlin', [0, 1], OVERNIGHT),
    served('germany', [1, 1], OVERNIGHT),
    served('europe', [1, 2], BY_AIR),
    served('britain', [2, 3], BY_AIR),
    served('america', [2, 4], BY_AIR),
    served('russia', [1, 3], OVERNIGHT),
    served('japan', [2, 4], BY_AIR),
    served('gulf', [2, 4], BY_AIR),
  ]),
  byCdek('cdek-courier', { en: 'CDEK to the door', ru: 'СДЭК до двери' }),
  byCdek('cdek-pickup', { en: 'CDEK pick-up point', ru: 'Пункт выдачи СДЭК' }),
];

/** How the demo shop delivers: pick-up, post, courier and express in every currency of its prices, and CDEK in roubles. */
export function demoDelivery(): { readonly zones: readonly DemoZone[]; readonly methods: readonly DemoMethod[] } {
  return { zones: ZONES, methods: METHODS };
}

function countries(codes: string): DemoZone['areas'] {
  return codes.split(' ').map((country) => ({ country }));
}

function byWeight(...steps: [upToGrams: number | null, tenths: number][]): Tariff {
  return { basis: 'BY_WEIGHT', steps };
}

function method(code: string, name: DemoMethod['name'], zones: DemoMethod['zones']): DemoMethod {
  const terms = { carrier: 'table', isEnabled: true, isTaxIncluded: true, taxCategory: 'STANDARD' } as const;
  return { code, name, ...terms, zones };
}

/** CDEK says itself what it costs and how long it takes; the shop says from which amount on it pays for it. */
function byCdek(code: string, name: DemoMethod['name']): DemoMethod {
  const rates = [rateIn('RUB', { basis: 'FLAT', steps: [[null, 50]], freeFrom: 300 })];
  const estimate = { minDays: 2, maxDays: 6 };
  return { ...method(code, name, [{ zone: 'russia', estimate, rates }]), carrier: 'cdek' };
}

function served(zone: string, [minDays, maxDays]: [number, number], tariff: Tariff): DemoMethod['zones'][number] {
  const currencies = Object.keys(PER_EURO) as DemoCurrency[];
  return { zone, estimate: { minDays, maxDays }, rates: currencies.map((currency) => rateIn(currency, tariff)) };
}

function rateIn(currency: DemoCurrency, { basis, steps, freeFrom }: Tariff): DemoRate {
  const perEuro = PER_EURO[currency];
  const end = (upTo: number): bigint => (basis === 'BY_TOTAL' ? toBigInt(upTo) * perEuro : toBigInt(upTo));
  return {
    currency,
    basis,
    steps: steps.map(([upTo, tenths]) => ({
      upTo: upTo === null ? null : end(upTo),
      price: (toBigInt(tenths) * perEuro) / 10n,
    })),
    freeFrom: freeFrom === undefined ? null : toBigInt(freeFrom) * perEuro,
  };
}
