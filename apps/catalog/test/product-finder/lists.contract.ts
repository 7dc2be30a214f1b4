import fc from 'fast-check';
import { CatalogShop, MANAGER } from '../kit/catalog-shop.ts';
import {
  type AnsweredFacet,
  aFilter,
  expectFacets,
  expectRanges,
  inBoth,
  LIST,
  makeProduct,
  PARENTS,
} from '../kit/drawn-catalogue.ts';
import { type DrawnFilter, type DrawnSort, type KnownProduct, NaiveCatalogue } from '../kit/naive-catalogue.ts';
import type { FinderUnderTest } from './finder-under-test.ts';

const SEED = Number(process.env.FC_SEED ?? Date.now() % 1_000_000);

/** Filters, sorts, pages, counts and facets of lists; what is hidden and what has changed. */
export function describeLists({ start, settled, runs }: FinderUnderTest): void {
  describe('a filtered list', () => {
    let shop: CatalogShop;
    let naive: NaiveCatalogue;
    const known: KnownProduct[] = [];

    beforeAll(async () => {
      shop = await start();
      for (let number = 0; number < 48; number += 1) known.push(await makeProduct(shop, number));
      await settled(shop);
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
        { seed: SEED, numRuns: runs },
      );
    }, 120_000);

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
      await settled(shop);
      expect(await best()).toBe(rated.slug);
      await shop.rate(rated.id, 0, null);
      await settled(shop);
      expect(await best()).not.toBe(rated.slug);
      await shop.rate(rated.id, count, averageHundredths);
      await settled(shop);
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
    });

    it('shows what was just published, sold out or taken back to whoever asks then', async () => {
      const slugs = async (filter: DrawnFilter): Promise<string[]> =>
        settled(shop).then(async () => (await walk({ filter, sort: 'NEWEST' }, 100)).slugs);
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

    it('misses no change of a transaction that ends after a later one', async () => {
      const of = async (brand: string): Promise<string[]> =>
        (await walk({ filter: { brands: [brand] }, sort: 'NEWEST' }, 10)).slugs;
      const { id } = await shop.make({ slug: 'slow', brand: 'Before' });
      const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const writing = shop.database.transaction(async () => {
        await shop.database.query(`UPDATE product SET brand = 'After' WHERE id = $1`, [id]);
        begun.resolve();
        await ended.promise;
      });
      await begun.promise;
      await shop.make({ slug: 'quick', brand: 'Quick' });
      await settled(shop);
      expect([await of('Quick'), await of('After')]).toEqual([['quick'], []]);
      ended.resolve();
      await writing;
      await settled(shop);
      expect([await of('Before'), await of('After')]).toEqual([[], ['slow']]);
    });
  });

  describe('numbers and days', () => {
    const COUNT = 60;
    const depth = (number: number) => ({ mm: 100 + number * 1.5, cm: 1 + (number % 3) });
    let shop: CatalogShop;

    beforeAll(async () => {
      shop = await start();
      for (let number = 0; number < COUNT; number += 1) {
        const attribute = (kind: string, code: string, value: string | number, unit?: string) => ({
          code,
          kind,
          value: String(value),
          label: inBoth(unit ? `${code} in ${unit}` : code),
          ...(unit && { unit: { en: unit, ru: `${unit}.` } }),
        });
        const { mm, cm } = depth(number);
        await shop.make({
          slug: `deep-${number}`,
          brand: number < COUNT / 2 ? 'Acme' : 'Borealis',
          attributes: [
            number % 4 === 3 ? attribute('NUMBER', 'depth', cm, 'cm') : attribute('NUMBER', 'depth', mm, 'mm'),
            attribute('NUMBER', 'serial', number / 8),
            attribute('DATE', 'made', `2026-0${1 + (number % 2)}-01`),
          ],
        });
      }
      await settled(shop);
    });
    afterAll(() => shop.stop());

    interface RangeFacet extends AnsweredFacet {
      readonly label: string;
      readonly unit: string | null;
    }
    const ask = async (filter: object = {}): Promise<{ total: number; facets: RangeFacet[] }> => {
      const { body } = await shop.graphql(
        `query ($filter: ProductFilter) { products(filter: $filter) { totalCount facets { kind code label(locale: RU)
        unit(locale: RU) values { value text(locale: RU) count isSelected min max } } } }`,
        { filter },
      );
      expect(body.errors).toBeUndefined();
      return { total: body.data.products.totalCount, facets: body.data.products.facets };
    };
    const called = (facets: readonly RangeFacet[], code: string, unit: string | null = null) =>
      facets.find((facet) => facet.code === code && facet.unit === unit);

    it('have a facet of their values when there are few, and of ranges when there are many', async () => {
      const { facets } = await ask();
      expect(called(facets, 'made')).toMatchObject({ kind: 'DATE', label: 'made' });
      expect(called(facets, 'made')?.values.map(({ value, count }) => [value, count])).toEqual([
        ['2026-01-01..2026-01-01', 30],
        ['2026-02-01..2026-02-01', 30],
      ]);
      const serials = Object.fromEntries(Array.from({ length: COUNT }, (_, number) => [number / 8, 1]));
      const ranges = called(facets, 'serial')?.values ?? [];
      expectRanges(ranges, serials, Number);
      expect(ranges.length).toBeGreaterThan(3);
      expect(ranges[0]).toMatchObject({ text: `${ranges[0]?.min} – ${ranges[0]?.max}`, min: '0' });
    });

    it('are not put together with those that count in another unit', async () => {
      const { facets } = await ask();
      expect(called(facets, 'depth', 'cm.')).toMatchObject({
        label: 'depth in cm',
        values: [
          { value: '1..1', text: '1 cm.', count: 5 },
          { value: '2..2', text: '2 cm.', count: 5 },
          { value: '3..3', text: '3 cm.', count: 5 },
        ],
      });
      const wide = called(facets, 'depth', 'mm.');
      expect(wide).toMatchObject({ label: 'depth in mm' });
      expect([wide?.values[0]?.min, wide?.values.at(-1)?.max]).toEqual(['100', '187']);
    });

    it('are narrowed by picking a range, whose facet goes on to show what else there would be', async () => {
      const { facets } = await ask({ brands: ['Acme'] });
      for (const [code, unit] of [['serial'], ['depth', 'mm'], ['depth', 'cm']] as const) {
        const before = called(facets, code, unit ? `${unit}.` : null)?.values ?? [];
        for (const { min, max, count, value } of before) {
          const number = { min: Number(min), max: Number(max), ...(unit && { unit }) };
          const picked = await ask({ brands: ['Acme'], attributes: [{ code, number }] });
          expect(picked.total).toBe(count);
          const after = called(picked.facets, code, unit ? `${unit}.` : null)?.values ?? [];
          expect(after.map((each) => [each.value, each.count])).toEqual(before.map((each) => [each.value, each.count]));
          expect(after.filter(({ isSelected }) => isSelected).map((each) => each.value)).toEqual([value]);
        }
      }
      const days = await ask({ attributes: [{ code: 'made', days: { from: '2026-02-01', to: '2026-02-01' } }] });
      expect(days.total).toBe(30);
      expect(called(days.facets, 'made')?.values.map(({ isSelected }) => isSelected)).toEqual([false, true]);
    });

    it('are compared in the unit that is named in either language, without one in whichever they have', async () => {
      const total = async (number: object): Promise<number> =>
        (await ask({ attributes: [{ code: 'depth', number }] })).total;
      expect(await total({ unit: 'cm' })).toBe(15);
      expect(await total({ unit: 'mm.', max: 101.5 })).toBe(2);
      expect(await total({ max: 101.5 })).toBe(17);
      const { body } = await shop.rest({
        path: '/api/v1/products?attributes.depth.unit=cm&attributes.depth.min=3&facets=true',
      });
      expect(body.totalCount).toBe(5);
      const facet = body.facets.find(({ unit }: { unit: { en: string } | null }) => unit?.en === 'cm');
      expect(facet).toMatchObject({ kind: 'NUMBER', unit: { en: 'cm', ru: 'cm.' } });
      expect(facet.values.map(({ count }: { count: number }) => count)).toEqual([5, 5, 5]);
    });

    it('are in no unit that no product has them in', async () => {
      const { body } = await shop.rest({ path: '/api/v1/products?attributes.depth.unit=kg' });
      expect(body).toMatchObject({ status: 400, code: 'UNKNOWN_UNIT', attribute: 'depth' });
      const plain = await shop.rest({ path: '/api/v1/products?attributes.serial.unit=kg' });
      expect(plain.body.code).toBe('UNKNOWN_UNIT');
    });
  });

  describe('[GQL-12] what is hidden', () => {
    let shop: CatalogShop;

    beforeAll(async () => {
      shop = await start();
      const colour = (value: string) => ({
        options: [{ code: 'tone', label: inBoth('tone'), value, text: inBoth(value), hex: '#000000' }],
      });
      await shop.make({
        slug: 'shown',
        brand: 'Open',
        variants: [
          colour('pale'),
          { ...colour('secret'), isEnabled: false, prices: [{ amount: '1', currency: 'EUR' }] },
        ],
      });
      await shop.make({
        slug: 'draft',
        brand: 'Hush',
        status: 'DRAFT',
        name: inBoth('Moonshotter'),
        attributes: [{ code: 'codename', kind: 'CHOICE', label: inBoth('codename'), value: 'x', text: inBoth('x') }],
      });
      await settled(shop);
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
}
