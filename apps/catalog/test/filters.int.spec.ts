import { RebuildRatings } from '../src/commands/rebuild-ratings.ts';
import { CatalogShop } from './kit/catalog-shop.ts';
import { inBoth, LIST } from './kit/drawn-catalogue.ts';
import { withStatements } from './kit/statements.ts';

describe('a filtered list', () => {
  let shop: CatalogShop;
  let productId: string;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    const attribute = (code: string, kind: string, value: string) => ({ code, kind, value, label: inBoth(code) });
    const attributes = [
      attribute('weight', 'NUMBER', '2.5'),
      attribute('washable', 'BOOLEAN', 'true'),
      attribute('made', 'DATE', '2026-01-01'),
    ];
    const options = [{ code: 'colour', label: inBoth('colour'), value: 'red', text: inBoth('red'), hex: '#ff0000' }];
    const made = await shop.make({ attributes, variants: [{ options }] });
    productId = made.id;
    await shop.rate(productId, 3, 400);
    await shop.make();
  });
  afterAll(() => shop.stop());

  it('does not look further down the pages than it has to, and takes one statement for cards that it knows', async () => {
    const asked = { filter: { inStock: true }, sort: 'PRICE_ASC' };
    const first = await shop.graphql(LIST, { ...asked, first: 1 });
    const { endCursor: after } = first.body.data.products.pageInfo;
    for (const variables of [asked, { ...asked, after }]) {
      await shop.graphql(LIST, variables);
      const { result, count } = await withStatements(() => shop.graphql(LIST, variables));
      expect(result.body.errors).toBeUndefined();
      expect(count).toBe(1);
    }
  });

  it('[INV-EVENT-2] has ratings that are row by row the same when the log is folded anew', async () => {
    await shop.rate(productId, 7, 420);
    const { database } = shop;
    const told = `SELECT * FROM product_rating WHERE product_id = $1`;
    const live = await database.query(told, [productId]);
    await database.query('UPDATE product_rating SET rating_count = rating_count + 1 WHERE rating_count > 0');
    const rebuild = () => shop.get(RebuildRatings).execute();
    expect((await rebuild()).mended).toBeGreaterThan(0);
    expect(await rebuild()).toMatchObject({ mended: 0 });
    expect(await database.query(told, [productId])).toEqual(live);
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
      ['prices from more to less', { price: { min: '9', max: '8' } }, 'INVALID_INPUT', 'price'],
      [
        'numbers from more to less',
        { attributes: [{ code: 'weight', number: { min: 2, max: 1 } }] },
        'INVALID_INPUT',
        'attributes.0.number',
      ],
      [
        'days from later to earlier',
        { attributes: [{ code: 'made', days: { from: '2026-01-02', to: '2026-01-01' } }] },
        'INVALID_INPUT',
        'attributes.0.days',
      ],
      [
        'a unit that the attribute is not counted in',
        { attributes: [{ code: 'weight', number: { unit: 'kg' } }] },
        'UNKNOWN_UNIT',
        'filter.attributes.weight.number.unit',
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
      ['attributes.weight.min=2&attributes.weight.max=1', 'INVALID_INPUT'],
      ['attributes.weight.min=1e999', 'INVALID_INPUT'],
      ['attributes.weight.unit=kg', 'UNKNOWN_UNIT'],
      ['attributes.made.from=2026-01-02&attributes.made.to=2026-01-01', 'INVALID_INPUT'],
      ['price.min=9&price.max=8', 'INVALID_INPUT'],
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
});
