import fc from 'fast-check';
import { RebuildRatings } from '../src/commands/rebuild-ratings.ts';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';
import { type DrawnFilter, type DrawnSort, type KnownProduct, NaiveCatalogue } from './kit/naive-catalogue.ts';
import { withStatements } from './kit/statements.ts';

const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);
const BRANDS = ['Acme', 'Borealis', 'Čas'];
const COLOURS = ['red', 'green', 'blue'];
const MATERIALS = ['wool', 'steel'];
const LEAVES = ['tiny-things', 'small-things', 'other-things'];
const PARENTS = { 'tiny-things': 'small-things', 'small-things': 'things' };

const LIST = `query ($category: String, $filter: ProductFilter, $sort: ProductSort!, $first: Int, $after: String) {
  products(category: $category, filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount nodes { slug } pageInfo { hasNextPage endCursor }
    facets { kind code values { value count isSelected min max } }
  }
}`;

interface AnsweredFacet {
  readonly kind: string;
  readonly code: string;
  readonly values: readonly { value: string; count: number; isSelected: boolean; min: string; max: string }[];
}

const text = (word: string) => ({ en: word, ru: word });

describe('a filtered list', () => {
  let shop: CatalogShop;
  let naive: NaiveCatalogue;
  const known: KnownProduct[] = [];

  beforeAll(async () => {
    shop = await CatalogShop.start();
    for (let number = 0; number < 48; number += 1) known.push(await makeProduct(shop, number));
    naive = new NaiveCatalogue(known, PARENTS);
  });
  afterAll(() => shop.stop());

  const walk = async (asked: { category?: string; filter: DrawnFilter; sort: DrawnSort }, first: number) => {
    const slugs: string[] = [];
    let after: string | null = null;
    let facets: AnsweredFacet[] = [];
    let total = 0;
    do {
      const { body } = await shop.graphql(LIST, { ...asked, first, after });
      expect(body.errors).toBeUndefined();
      const { nodes, pageInfo } = body.data.products;
      ({ facets, totalCount: total } = body.data.products);
      slugs.push(...nodes.map(({ slug }: { slug: string }) => slug));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return { slugs, facets, total };
  };

  it(`finds, orders, counts and pages as looking at every product does (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.constantFrom('things', 'small-things', 'other-things'), { nil: undefined }),
        aFilter(),
        fc.constantFrom<DrawnSort>('NEWEST', 'PRICE_ASC', 'PRICE_DESC', 'NAME', 'RATING'),
        fc.integer({ min: 1, max: 30 }),
        async (category, filter, sort, first) => {
          const { slugs, facets, total } = await walk({ category, filter, sort }, first);
          expect(slugs).toEqual(naive.list(category, filter, sort));
          expect(total).toBe(slugs.length);
          // A list by price leaves out what has none, also of what its facets count.
          if (!sort.startsWith('PRICE')) expectFacets(facets, naive, category, filter);
        },
      ),
      { seed: SEED, numRuns: 120 },
    );
  }, 120_000);

  it('does not look further down the pages than it has to, and takes one statement for cards that it knows', async () => {
    const asked = { filter: { inStock: true }, sort: 'PRICE_ASC' };
    const first = await shop.graphql(LIST, { ...asked, first: 10 });
    const { endCursor: after } = first.body.data.products.pageInfo;
    for (const variables of [asked, { ...asked, after }]) {
      await shop.graphql(LIST, variables);
      const { result, count } = await withStatements(() => shop.graphql(LIST, variables));
      expect(result.body.errors).toBeUndefined();
      expect(count).toBe(1);
    }
  });

  it('means the same by REST', async () => {
    const query =
      'brands=Acme&brands=Borealis&attributes.colour=red&attributes.colour=blue&attributes.weight.max=60&attributes.washable.is=true&price.min=1000&inStock=true';
    const filter: DrawnFilter = {
      brands: ['Acme', 'Borealis'],
      price: { min: '1000' },
      inStock: true,
      attributes: [
        { code: 'colour', values: ['red', 'blue'] },
        { code: 'weight', number: { max: 60 } },
        { code: 'washable', isTrue: true },
      ],
    };
    const { status, body } = await shop.rest({
      path: `/api/v1/products?category=things&sort=NAME&limit=100&facets=true&${query}`,
    });
    expect(status).toBe(200);
    const slugs = body.items.map(({ slug }: { slug: string }) => slug);
    expect(slugs).toEqual(naive.list('things', filter, 'NAME'));
    expect(slugs.length).toBeGreaterThan(0);
    expect(body.totalCount).toBe(slugs.length);
    expectFacets(body.facets, naive, 'things', filter);
    const days = await shop.rest({ path: '/api/v1/products?limit=100&attributes.made.from=2026-02-01&sort=NAME' });
    const since: DrawnFilter = { attributes: [{ code: 'made', days: { from: '2026-02-01' } }] };
    expect(days.body.items.map(({ slug }: { slug: string }) => slug)).toEqual(naive.list(undefined, since, 'NAME'));
  });

  it('follows what a product is rated, also when its last review is gone', async () => {
    const best = async (): Promise<string> =>
      (await shop.rest({ path: '/api/v1/products?sort=RATING&limit=1&minRating=4.9' })).body.items[0]?.slug;
    const rated = known.find(({ isPublished }) => isPublished);
    if (!rated) throw new Error('Nothing is published.');
    const { count = 0, averageHundredths = null } = rated.rating ?? {};
    expect(await best()).not.toBe(rated.slug);
    await shop.rate(rated.id, 900, 500);
    expect(await best()).toBe(rated.slug);
    await shop.rate(rated.id, 0, null);
    expect(await best()).not.toBe(rated.slug);
    await shop.rate(rated.id, count, averageHundredths);
  });

  it('[INV-EVENT-2] has ratings that are row by row the same when the log is folded anew', async () => {
    const rated = known.find(({ isPublished }) => isPublished);
    await shop.rate(rated?.id ?? '', 7, 420);
    const { database } = shop;
    const told = `SELECT * FROM product_rating WHERE product_id = $1`;
    const live = await database.query(told, [rated?.id]);
    await database.query('UPDATE product_rating SET rating_count = rating_count + 1 WHERE rating_count > 0');
    const rebuild = () => shop.get(RebuildRatings).execute();
    expect((await rebuild()).mended).toBeGreaterThan(0);
    expect(await rebuild()).toMatchObject({ mended: 0 });
    expect(await database.query(told, [rated?.id])).toEqual(live);
  });

  it('says what its facets are called, in both languages', async () => {
    const { body } = await shop.graphql(`{ products(category: "things") {
      facets { kind code label(locale: RU) values { value text(locale: RU) hex } } } }`);
    const facets: { kind: string; code: string; label: string; values: object[] }[] = body.data.products.facets;
    expect(facets.slice(0, 5).map(({ kind, label }) => [kind, label])).toEqual([
      ['CATEGORY', 'Категория'],
      ['BRAND', 'Бренд'],
      ['PRICE', 'Цена'],
      ['RATING', 'Оценка'],
      ['IN_STOCK', 'В наличии'],
    ]);
    const colour = facets.find(({ code }) => code === 'colour');
    expect(colour).toMatchObject({ kind: 'COLOUR', label: 'colour' });
    expect(colour?.values).toContainEqual({ value: 'red', text: 'red', hex: '#ff0000' });
    expect(facets.find(({ code }) => code === 'washable')?.values).toContainEqual({
      value: 'true',
      text: 'да',
      hex: null,
    });
    // Numbers and days are for ranges; there would be as many values as products.
    expect(facets.map(({ code }) => code)).not.toContain('weight');
  });

  describe('refuses, before any SQL,', () => {
    const refusal = async (filter: object) => {
      const { result, count } = await withStatements(() => shop.graphql(LIST, { filter, sort: 'NEWEST' }));
      const [{ extensions }] = result.body.errors;
      return { code: extensions.code, path: extensions.path ?? extensions.problems?.[0]?.path, count };
    };

    it.each([
      [
        'an attribute that no product has',
        { attributes: [{ code: 'taste', values: ['sweet'] }] },
        'UNKNOWN_ATTRIBUTE',
        'filter.attributes.taste',
      ],
      [
        'a range of words',
        { attributes: [{ code: 'colour', number: { min: 1 } }] },
        'FILTER_UNFIT',
        'filter.attributes.colour.number',
      ],
      [
        'words of a number',
        { attributes: [{ code: 'weight', values: ['10'] }] },
        'FILTER_UNFIT',
        'filter.attributes.weight.values',
      ],
      [
        'days of a truth',
        { attributes: [{ code: 'washable', days: { from: '2026-01-01' } }] },
        'FILTER_UNFIT',
        'filter.attributes.washable.days',
      ],
      [
        'the truth of a day',
        { attributes: [{ code: 'made', isTrue: true }] },
        'FILTER_UNFIT',
        'filter.attributes.made.isTrue',
      ],
      [
        'an attribute twice',
        {
          attributes: [
            { code: 'made', isTrue: true },
            { code: 'made', isTrue: true },
          ],
        },
        'INVALID_INPUT',
        'attributes',
      ],
      ['no condition', { attributes: [{ code: 'colour' }] }, 'INVALID_INPUT', 'attributes.0'],
      [
        'two conditions at once',
        { attributes: [{ code: 'colour', values: ['red'], isTrue: true }] },
        'INVALID_INPUT',
        'attributes.0',
      ],
      [
        'a day that there is not',
        { attributes: [{ code: 'made', days: { from: '2026-02-30' } }] },
        'INVALID_INPUT',
        'attributes.0.days.from',
      ],
      ['a negative price', { price: { min: '-1' } }, 'INVALID_INPUT', 'price.min'],
      ['too many values', { brands: Array.from({ length: 51 }, String) }, 'INVALID_INPUT', 'brands'],
      ['a category that there is not', { categories: ['nowhere'] }, 'NOT_FOUND', undefined],
    ])('%s', async (_, filter, code, path) => {
      expect(await refusal(filter)).toEqual({ code, path, count: 0 });
    });

    it.each([
      ['attributes.taste=sweet', 'UNKNOWN_ATTRIBUTE'],
      ['attributes.colour.min=1', 'FILTER_UNFIT'],
      ['attributes.weight.min=heavy', 'INVALID_INPUT'],
      ['attributes.weight.about=5', 'INVALID_INPUT'],
      ['attributes.washable.is=maybe', 'INVALID_INPUT'],
      ['price.min=cheap', 'INVALID_INPUT'],
      ['price.around=5', 'INVALID_INPUT'],
      ['inStock=yes', 'INVALID_INPUT'],
      ['facets=some', 'INVALID_INPUT'],
      ['filter=red', 'INVALID_INPUT'],
    ])('%s by REST', async (query, code) => {
      const { result, count } = await withStatements(() => shop.rest({ path: `/api/v1/products?${query}` }));
      expect([result.status, result.body.code, count]).toEqual([400, code, 0]);
    });
  });

  it('shows what was just published, sold out or taken back to whoever asks next', async () => {
    const slugs = async (filter: DrawnFilter): Promise<string[]> => (await walk({ filter, sort: 'NEWEST' }, 100)).slugs;
    const fresh = { brands: ['Fresh'] };
    const made = await shop.make({ slug: 'fresh', brand: 'Fresh', variants: [{ stockOnHand: 2 }] });
    expect(await slugs({ ...fresh, inStock: true })).toEqual(['fresh']);
    const [variant] = made.variants;
    await shop.rest({
      method: 'PUT',
      path: `/api/v1/stock/${variant?.id}`,
      body: { onHand: 0, reason: 'counted' },
      as: MANAGER,
    });
    expect(await slugs({ ...fresh, inStock: true })).toEqual([]);
    expect(await slugs(fresh)).toEqual(['fresh']);
    const unpublished = await shop.graphql(
      `mutation ($id: ID!, $version: Int!) {
        unpublishProduct(input: { id: $id, expectedVersion: $version }) { errors { code } }
      }`,
      { id: made.id, version: made.version },
      { as: MANAGER },
    );
    expect(unpublished.body.data.unpublishProduct.errors).toEqual([]);
    expect(await slugs(fresh)).toEqual([]);
  });
});

describe('the index of products', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const of = async (brand: string): Promise<string[]> => {
    const { body } = await shop.graphql(LIST, { filter: { brands: [brand] }, sort: 'NEWEST' });
    return body.data.products.nodes.map(({ slug }: { slug: string }) => slug);
  };

  it('misses no change of a transaction that ends after a later one', async () => {
    const { id } = await shop.make({ slug: 'slow', brand: 'Before' });
    const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const writing = shop.database.transaction(async () => {
      await shop.database.query(`UPDATE product SET brand = 'After' WHERE id = $1`, [id]);
      begun.resolve();
      await ended.promise;
    });
    await begun.promise;
    await shop.make({ slug: 'quick', brand: 'Quick' });
    expect([await of('Quick'), await of('After')]).toEqual([['quick'], []]);
    ended.resolve();
    await writing;
    expect([await of('Before'), await of('After')]).toEqual([[], ['slow']]);
  });
});

describe('[GQL-12] what is hidden', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    const colour = (value: string) => ({
      options: [{ code: 'tone', label: text('tone'), value, text: text(value), hex: '#000000' }],
    });
    await shop.make({
      slug: 'shown',
      brand: 'Open',
      variants: [colour('pale'), { ...colour('secret'), isEnabled: false, prices: [{ amount: '1', currency: 'EUR' }] }],
    });
    await shop.make({
      slug: 'draft',
      brand: 'Hush',
      status: 'DRAFT',
      name: text('Moonshotter'),
      attributes: [{ code: 'codename', kind: 'CHOICE', label: text('codename'), value: 'x', text: text('x') }],
    });
  });
  afterAll(() => shop.stop());

  it('is in no facet, count, order, correction or suggestion', async () => {
    const { body } = await shop.graphql(`{
      all: products { totalCount facets { code values { value count } } }
      cheap: products(filter: { price: { max: "500" } }) { totalCount }
      brand: products(filter: { brands: ["Hush"] }) { totalCount }
      tone: products(filter: { attributes: [{ code: "tone", values: ["secret"] }] }) { totalCount }
      found: search(text: "moonshoter") { totalCount correctedText }
      exact: search(text: "moonshotter") { totalCount correctedText }
      suggest(text: "moonsh") { text }
      brands: suggest(text: "hus") { text }
    }`);
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data.all)).not.toMatch(/Hush|codename|secret/);
    expect(body.data).toMatchObject({
      all: { totalCount: 1 },
      cheap: { totalCount: 0 },
      brand: { totalCount: 0 },
      tone: { totalCount: 0 },
      found: { totalCount: 0, correctedText: null },
      exact: { totalCount: 0, correctedText: null },
      suggest: [],
      brands: [],
    });
  });

  it('is not even known as an attribute', async () => {
    const { body } = await shop.graphql(
      '{ products(filter: { attributes: [{ code: "codename", values: ["x"] }] }) { totalCount } }',
    );
    expect(body.errors[0].extensions.code).toBe('UNKNOWN_ATTRIBUTE');
  });

  it('is how many there are: stock tells no more than whether there is any', async () => {
    const { body } = await shop.graphql('{ products { facets { kind values { value } } } }');
    const stock = body.data.products.facets.find(({ kind }: AnsweredFacet) => kind === 'IN_STOCK');
    expect(stock.values).toEqual([{ value: 'true' }]);
  });
});

function expectFacets(
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
  const below = counts('CATEGORY');
  expect(below).toEqual(
    naive.countBelow(category, filter, [...new Set([...childrenOf(category), ...(filter.categories ?? [])])]),
  );
}

function childrenOf(category: string | undefined): string[] {
  if (category === undefined) return ['things', 'other-things'];
  return Object.entries(PARENTS).flatMap(([child, parent]) => (parent === category ? [child] : []));
}

function aFilter(): fc.Arbitrary<DrawnFilter> {
  const some = (words: readonly string[]) => fc.subarray([...words], { minLength: 1 });
  const range = fc.record(
    { min: fc.integer({ min: 0, max: 100 }), max: fc.integer({ min: 0, max: 100 }) },
    { requiredKeys: [] },
  );
  const day = fc
    .integer({ min: 1, max: 28 })
    .map((number) => `2026-0${1 + (number % 3)}-${String(number).padStart(2, '0')}`);
  const conditions = fc.record(
    {
      colour: some([...COLOURS, 'violet']).map((values) => ({ code: 'colour', values })),
      material: some(MATERIALS).map((values) => ({ code: 'material', values })),
      washable: fc.boolean().map((isTrue) => ({ code: 'washable', isTrue })),
      weight: range.map((number) => ({ code: 'weight', number })),
      made: fc.record({ from: day, to: day }, { requiredKeys: [] }).map((days) => ({ code: 'made', days })),
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
async function makeProduct(shop: CatalogShop, number: number): Promise<KnownProduct> {
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
      return { code, kind, value, label: text(code), ...(kind === 'CHOICE' ? { text: text(value) } : {}) };
    }),
    variants: [
      {
        stockOnHand: stock,
        prices:
          amount === undefined ? [{ amount: '999', currency: 'USD' }] : [{ amount: `${amount}`, currency: 'EUR' }],
        options: [{ code: 'colour', label: text('colour'), value: colour, text: text(colour), hex: '#ff0000' }],
      },
    ],
  });
  const rating =
    number % 6 === 5 ? undefined : { count: 1 + (number % 4), averageHundredths: 100 + 40 * (number % 11) };
  if (rating) await shop.rate(id, rating.count, rating.averageHundredths);
  const known = { id, slug, category, brand, nameEn, amount, stock, isPublished, rating };
  return { ...known, attributes: { ...attributes, colour } };
}
