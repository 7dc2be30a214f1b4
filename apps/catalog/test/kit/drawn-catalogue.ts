import fc from 'fast-check';
import type { CatalogShop } from './catalog-shop.ts';
import type { DrawnFilter, KnownProduct, NaiveCatalogue } from './naive-catalogue.ts';

const BRANDS = ['Acme', 'Borealis', 'Čas'];
const COLOURS = ['red', 'green', 'blue'];
const MATERIALS = ['wool', 'steel'];
const LEAVES = ['tiny-things', 'small-things', 'other-things'];
/** The slug of the category above each. */
export const PARENTS = { 'tiny-things': 'small-things', 'small-things': 'things' };

/** A page of a list, with everything that is said of the whole list. */
export const LIST = `query ($category: String, $filter: ProductFilter, $sort: ProductSort!, $first: Int, $after: String) {
  products(category: $category, filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount nodes { slug } pageInfo { hasNextPage endCursor }
    facets { kind code values { value count isSelected min max } }
  }
}`;

export interface AnsweredFacet {
  readonly kind: string;
  readonly code: string;
  readonly values: readonly { value: string; count: number; isSelected: boolean; min: string; max: string }[];
}

export const inBoth = (word: string) => ({ en: word, ru: word });

/** Counts are those that looking at every product gives. */
export function expectFacets(
  facets: readonly AnsweredFacet[],
  naive: NaiveCatalogue,
  category: string | undefined,
  filter: DrawnFilter,
): void {
  const counts = (kind: string, code?: string): Record<string, number> => {
    const values = facets.find((facet) => facet.kind === kind && (code === undefined || facet.code === code))?.values;
    return Object.fromEntries(
      (values ?? []).filter(({ count }) => count > 0).map(({ value, count }) => [value, count]),
    );
  };
  for (const [kind, code] of [
    ['COLOUR', 'colour'],
    ['CHOICE', 'material'],
    ['BOOLEAN', 'washable'],
  ] as const)
    expect(counts(kind, code)).toEqual(naive.countByAttribute(category, filter, code));
  expect(counts('BRAND')).toEqual(naive.countByBrand(category, filter));
  expect(counts('IN_STOCK').true ?? 0).toBe(naive.countInStock(category, filter));
  const priced = Object.values(counts('PRICE')).reduce((sum, count) => sum + count, 0);
  expect(priced).toBe(naive.countPriced(category, filter));
  expect(counts('RATING')).toEqual(naive.countByStars(category, filter));
  for (const code of ['weight', 'made']) {
    const ranges = facets.find((facet) => facet.code === code)?.values ?? [];
    expectRanges(ranges, naive.countByAttribute(category, filter, code), code === 'made' ? Date.parse : Number);
  }
  const below = counts('CATEGORY');
  expect(below).toEqual(
    naive.countBelow(category, filter, [...new Set([...childrenOf(category), ...(filter.categories ?? [])])]),
  );
}

/** Ranges are a handful, in order and apart, count what is in them, and reach from the lowest to the highest. */
export function expectRanges(
  ranges: AnsweredFacet['values'],
  counts: Readonly<Record<string, number>>,
  amountOf: (value: string) => number,
): void {
  const all = Object.entries(counts).map(([value, count]) => ({ amount: amountOf(value), count }));
  const sum = (some: typeof all): number => some.reduce((total, { count }) => total + count, 0);
  const bounds = ranges.flatMap(({ min, max }) => [amountOf(min), amountOf(max)]);
  expect(ranges.length).toBeLessThanOrEqual(6);
  expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
  for (const { min, max, value, count } of ranges) {
    expect(value).toBe(`${min}..${max}`);
    expect(count).toBe(sum(all.filter(({ amount }) => amount >= amountOf(min) && amount <= amountOf(max))));
  }
  expect(ranges.reduce((total, { count }) => total + count, 0)).toBe(sum(all));
  const amounts = all.map(({ amount }) => amount);
  if (amounts.length > 0) expect([bounds[0], bounds.at(-1)]).toEqual([Math.min(...amounts), Math.max(...amounts)]);
}

function childrenOf(category: string | undefined): string[] {
  if (category === undefined) return ['things', 'other-things'];
  return Object.entries(PARENTS).flatMap(([child, parent]) => (parent === category ? [child] : []));
}

/** Any filter over the drawn products, and some over nothing. */
export function aFilter(): fc.Arbitrary<DrawnFilter> {
  const some = (words: readonly string[]) => fc.subarray([...words], { minLength: 1 });
  const range = fc
    .record({ min: fc.integer({ min: 0, max: 100 }), max: fc.integer({ min: 0, max: 100 }) }, { requiredKeys: [] })
    .filter(({ min = 0, max = 100 }) => min <= max);
  const day = fc
    .integer({ min: 1, max: 28 })
    .map((number) => `2026-0${1 + (number % 3)}-${String(number).padStart(2, '0')}`);
  const conditions = fc.record(
    {
      colour: some([...COLOURS, 'violet']).map((values) => ({ code: 'colour', values })),
      material: some(MATERIALS).map((values) => ({ code: 'material', values })),
      washable: fc.boolean().map((isTrue) => ({ code: 'washable', isTrue })),
      weight: range.map((number) => ({ code: 'weight', number })),
      made: fc
        .record({ from: day, to: day }, { requiredKeys: [] })
        .filter(({ from = '', to = '9' }) => from <= to)
        .map((days) => ({ code: 'made', days })),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      categories: some(['tiny-things', 'small-things', 'other-things']),
      brands: some([...BRANDS, 'Nobody']),
      price: range.map(({ min, max }) => ({
        ...(min === undefined ? {} : { min: `${min * 50}` }),
        ...(max === undefined ? {} : { max: `${max * 50}` }),
      })),
      inStock: fc.boolean(),
      minRating: fc.integer({ min: 2, max: 10 }).map((halves) => halves / 2),
      attributes: conditions.map((drawn) => Object.values(drawn).filter((each) => each !== undefined)),
    },
    { requiredKeys: [] },
  );
}

/** Every combination sooner or later, and equal prices and names among them. */
export async function makeProduct(shop: CatalogShop, number: number): Promise<KnownProduct> {
  const pick = (words: readonly string[], step: number): string =>
    words[Math.floor(number / step) % words.length] ?? '';
  const category = pick(LEAVES, 1);
  const brand = pick(BRANDS, 2);
  const nameEn = `Thing ${number % 7}`;
  const stock = number % 4 === 0 ? 0 : number;
  const isPublished = number % 11 !== 10;
  const amount = number % 9 === 8 ? undefined : 500 + 250 * (number % 13);
  const colour = pick(COLOURS, 1);
  const attributes: Record<string, string> = {
    ...(number % 5 === 0 ? {} : { material: pick(MATERIALS, 3) }),
    washable: String(number % 2 === 0),
    weight: String(number * 2.5),
    made: `2026-0${1 + (number % 3)}-${String(1 + (number % 28)).padStart(2, '0')}`,
  };
  const kinds = { material: 'CHOICE', washable: 'BOOLEAN', weight: 'NUMBER', made: 'DATE' } as const;
  const { id, slug } = await shop.make({
    slug: `thing-${number}`,
    name: { en: nameEn, ru: `Вещь ${number}` },
    brand,
    categoryId: shop.categoryId(category),
    status: isPublished ? 'PUBLISHED' : 'DRAFT',
    attributes: Object.entries(attributes).map(([code, value]) => {
      const kind = kinds[code as keyof typeof kinds];
      return { code, kind, value, label: inBoth(code), ...(kind === 'CHOICE' ? { text: inBoth(value) } : {}) };
    }),
    variants: [
      {
        stockOnHand: stock,
        prices:
          amount === undefined ? [{ amount: '999', currency: 'USD' }] : [{ amount: `${amount}`, currency: 'EUR' }],
        options: [{ code: 'colour', label: inBoth('colour'), value: colour, text: inBoth(colour), hex: '#ff0000' }],
      },
    ],
  });
  const rating =
    number % 6 === 5 ? undefined : { count: 1 + (number % 4), averageHundredths: 100 + 40 * (number % 11) };
  if (rating) await shop.rate(id, rating.count, rating.averageHundredths);
  const known = { id, slug, category, brand, nameEn, amount, stock, isPublished, rating };
  return { ...known, attributes: { ...attributes, colour } };
}
