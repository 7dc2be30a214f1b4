import { v7 as uuidv7 } from 'uuid';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

describe('related products', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const put = (id: string, kind: string, version: number, relatedIds: readonly string[], as: object = MANAGER) =>
    shop.rest({
      method: 'PUT',
      path: `/api/v1/products/${id}/related/${kind}`,
      headers: { 'if-match': `"${version}"` },
      body: { relatedIds },
      as,
    });
  const slugs = async (id: string, kind: string): Promise<string[]> => {
    const { body } = await shop.rest({ path: `/api/v1/products/${id}/related/${kind}` });
    return body.items.map(({ slug }: { slug: string }) => slug);
  };

  it('are shown in their order, by kind, in both APIs', async () => {
    const [{ id }, a, b, c] = [await shop.make(), await shop.make(), await shop.make(), await shop.make()];
    expect((await put(id, 'SIMILAR', 1, [b.id, a.id])).status).toBe(204);
    expect((await put(id, 'ACCESSORY', 2, [c.id])).status).toBe(204);
    expect([await slugs(id, 'SIMILAR'), await slugs(id, 'ACCESSORY')]).toEqual([[b.slug, a.slug], [c.slug]]);
    const query = `mutation ($input: RelateProductsInput!) { relateProducts(input: $input) {
      product { version related(kind: SIMILAR) { slug } accessories: related(kind: ACCESSORY) { slug } } errors { code } } }`;
    const input = { productId: id, expectedVersion: 3, kind: 'SIMILAR', relatedIds: [a.id, c.id] };
    const { body } = await shop.graphql(query, { input }, { as: MANAGER });
    expect(body.data.relateProducts).toEqual({
      product: { version: 4, related: [{ slug: a.slug }, { slug: c.slug }], accessories: [{ slug: c.slug }] },
      errors: [],
    });
    expect((await shop.graphql(query, { input }, { as: MANAGER })).body.data.relateProducts.errors).toEqual([
      { code: 'CONFLICT' },
    ]);
  });

  it('are one statement for all products of a request', async () => {
    const [one, two] = [await shop.make(), await shop.make()];
    await put(one.id, 'SIMILAR', 1, [two.id]);
    await put(two.id, 'SIMILAR', 1, [one.id]);
    const query = `{ a: product(id: "${one.id}") { related(kind: SIMILAR) { slug } } b: product(id: "${two.id}") { related(kind: SIMILAR) { slug } } }`;
    const { result, count } = await withStatements(() => shop.graphql(query));
    expect([result.body.data, count]).toEqual([
      { a: { related: [{ slug: two.slug }] }, b: { related: [{ slug: one.slug }] } },
      2,
    ]);
  });

  it('are hidden from customers when they are drafts', async () => {
    const [{ id }, draft] = [await shop.make(), await shop.make({ status: 'DRAFT' })];
    await put(id, 'SIMILAR', 1, [draft.id]);
    expect(await slugs(id, 'SIMILAR')).toEqual([]);
    expect((await shop.rest({ path: `/api/v1/products/${draft.id}/related/SIMILAR` })).status).toBe(404);
    const path = `/api/v1/products/${id}/related/SIMILAR`;
    expect((await shop.rest({ path, as: MANAGER })).body.items).toHaveLength(1);
  });

  it('are refused when they do not exist, are the product itself, are named twice, or by customers', async () => {
    const { id } = await shop.make();
    const other = await shop.make();
    expect((await put(id, 'SIMILAR', 1, [uuidv7()])).body.code).toBe('UNKNOWN_PRODUCT');
    expect((await put(id, 'SIMILAR', 1, [id])).body.code).toBe('INVALID_INPUT');
    expect((await put(id, 'SIMILAR', 1, [other.id, other.id])).body.code).toBe('INVALID_INPUT');
    expect((await put(id, 'FRIENDS', 1, [other.id])).body.code).toBe('INVALID_INPUT');
    expect((await put(id, 'SIMILAR', 7, [other.id])).status).toBe(412);
    expect((await put(id, 'SIMILAR', 1, [other.id], { scopes: [] })).status).toBe(403);
  });
});

describe('the options of variants', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const size = (value: string) => [
    { code: 'size', label: { en: 'Size', ru: 'Размер' }, value, text: { en: value, ru: value } },
  ];

  it('tell variants on sale apart', async () => {
    await expect(shop.make({ variants: [{ options: size('42') }, { options: size('42') }] })).rejects.toThrow(
      'VARIANT_COMBINATION_TAKEN',
    );
    const { id, variants } = await shop.make({ variants: [{ options: size('42') }, { options: size('43') }] });
    const change = (version: number, given: object) =>
      shop.rest({
        method: 'PATCH',
        path: `/api/v1/products/${id}`,
        headers: { 'if-match': `"${version}"` },
        body: { changeVariants: [{ id: variants[1]?.id, ...given }] },
        as: MANAGER,
      });
    const refused = await change(1, { options: size('42') });
    expect([refused.status, refused.body.code, refused.body.skus]).toEqual([
      409,
      'VARIANT_COMBINATION_TAKEN',
      variants.map(({ sku }) => sku),
    ]);
    expect((await change(1, { options: size('42'), isEnabled: false })).status).toBe(200);
  });
});
