import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { aNewProduct, aNewVariant } from './kit/builders.ts';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';

const CREATE = `mutation ($input: CreateProductInput!) {
  createProduct(input: $input) { product { id slug version variants { id sku available } } errors { __typename code message } }
}`;
const EDIT = `mutation ($input: EditProductInput!) {
  editProduct(input: $input) {
    product { slug version name status price { money { amount } } variants { sku isEnabled price { money { amount } } } }
    errors { __typename code ... on ProductConflictError { currentVersion } }
  }
}`;

describe("a manager's products", () => {
  let shop: CatalogShop;
  let categoryId: string;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    categoryId = shop.categoryId('tiny-things');
  });
  afterAll(() => shop.stop());

  const create = (input: object, as = MANAGER) => shop.graphql(CREATE, { input }, { as });
  const edit = (input: object) => shop.graphql(EDIT, { input }, { as: MANAGER });
  const patch = (id: string, version: string, body: object) =>
    shop.rest({ method: 'PATCH', path: `/api/v1/products/${id}`, headers: { 'if-match': version }, body, as: MANAGER });
  const countOf = async (table: string): Promise<number> => (await shop.database.query(`SELECT FROM ${table}`)).length;

  it('come into being by GraphQL, and are told', async () => {
    const { body } = await create(aNewProduct({ categoryId, slug: 'drill' }));
    const { product, errors } = body.data.createProduct;
    expect(errors).toEqual([]);
    expect(product).toMatchObject({ slug: 'drill', version: 1, variants: [{ available: 10 }] });
    const told = await waitFor('the news', () => shop.events('product.changed.v1', product.id)[0]);
    expect(told.data).toEqual({
      productId: product.id,
      slug: 'drill',
      version: 1,
      categoryIds: ['things', 'small-things', 'tiny-things'].map((slug) => shop.categoryId(slug)),
      variantIds: [product.variants[0].id],
      isPublished: true,
      change: 'CREATED',
    });
  });

  it('come into being by REST', async () => {
    const body = aNewProduct({ categoryId, slug: 'saw' });
    const answer = await shop.rest({ method: 'POST', path: '/api/v1/products', body, as: MANAGER });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({ etag: '"1"', location: '/api/v1/products/saw' });
    expect(answer.body).toMatchObject({
      slug: 'saw',
      variants: [{ available: 10, prices: [{ money: { amount: '1000' } }] }],
    });
  });

  it('fall under a tax category, which quotes tell and an edit changes', async () => {
    const made = await shop.make({ taxCategory: 'REDUCED' });
    const page = `{ product(slug: "${made.slug}") { taxCategory } }`;
    expect((await shop.graphql(page)).body.data.product.taxCategory).toBe('REDUCED');
    await patch(made.id, '"1"', { taxCategory: 'ZERO' });
    expect((await shop.rest({ path: `/api/v1/products/${made.slug}` })).body.taxCategory).toBe('ZERO');
    const body = { items: [{ variantId: made.variants[0]?.id, quantity: 1 }], currency: 'EUR' };
    const quoted = await shop.rest({ method: 'POST', path: '/internal/quotes', body, caller: 'cart' });
    expect(quoted.body.quotes[0].taxCategory).toBe('ZERO');
    expect((await patch(made.id, '"2"', { taxCategory: 'NONE' })).status).toBe(400);
  });

  it('show what there is to choose among the variants that customers see', async () => {
    const both = (text: string) => ({ en: text, ru: text });
    const sized = (value: string) => [{ code: 'size', label: both('Size'), value, text: both(value.toUpperCase()) }];
    const variants = [
      { sku: 'OPT-S', options: sized('s') },
      { sku: 'OPT-M', options: sized('m') },
      { sku: 'OPT-L', options: sized('l'), isEnabled: false },
    ];
    const { slug } = await shop.make({ variants });
    const page = `{ product(slug: "${slug}") { options { code label values { value text } } } }`;
    const values = ['s', 'm'].map((value) => ({ value, text: value.toUpperCase() }));
    expect((await shop.graphql(page)).body.data.product.options).toEqual([{ code: 'size', label: 'Size', values }]);
    expect((await shop.rest({ path: `/api/v1/products/${slug}` })).body.options).toMatchObject([
      { code: 'size', values: [{ value: 's', text: both('S') }, { value: 'm' }] },
    ]);
  });

  it('come into being once under one idempotency key', async () => {
    const request = {
      method: 'POST',
      path: '/api/v1/products',
      body: aNewProduct({ categoryId }),
      as: { ...MANAGER, userId: uuidv7() },
    } as const;
    const headers = { 'idempotency-key': uuidv7() };
    const first = await shop.rest({ ...request, headers });
    const again = await shop.rest({ ...request, headers });
    expect(again.body).toEqual(first.body);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    const other = await shop.rest({ ...request, headers, body: aNewProduct({ categoryId }) });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);

    const input = { ...aNewProduct({ categoryId }), idempotencyKey: uuidv7() };
    const as = { ...MANAGER, userId: uuidv7() };
    const [one, two] = [await create(input, as), await create(input, as)];
    expect(two.body.data.createProduct).toEqual(one.body.data.createProduct);
  });

  it('are refused when their address, article number or category does not fit, and nothing is left behind', async () => {
    await shop.make({ slug: 'taken', variants: [{ sku: 'TAKEN' }] });
    const before = await Promise.all(['product', 'variant', 'price', 'stock', 'stock_movement'].map(countOf));
    const cases = [
      [{ slug: 'taken' }, 'SLUG_TAKEN', 409],
      [{ variants: [aNewVariant({ sku: 'TAKEN' })] }, 'SKU_TAKEN', 409],
      [{ categoryId: uuidv7() }, 'UNKNOWN_CATEGORY', 422],
    ] as const;
    for (const [given, code, status] of cases) {
      const input = aNewProduct({ categoryId, ...given });
      const { body } = await create(input);
      expect(body.data.createProduct).toEqual({
        product: null,
        errors: [{ __typename: 'PlainUserError', code, message: expect.any(String) }],
      });
      const rest = await shop.rest({ method: 'POST', path: '/api/v1/products', body: input, as: MANAGER });
      expect([rest.status, rest.body.code]).toEqual([status, code]);
    }
    expect(await Promise.all(['product', 'variant', 'price', 'stock', 'stock_movement'].map(countOf))).toEqual(before);
  });

  it.each([
    ['no variant', { variants: [] }, 'variants'],
    ['a name in one language', { name: { en: 'Drill', ru: ' ' } }, 'name.ru'],
    ['a NUL character', { brand: 'a\u0000b' }, 'brand'],
    ['half a character', { brand: 'a\ud800b' }, 'brand'],
    ['an address with spaces', { slug: 'a drill' }, 'slug'],
    [
      'a price that is no whole number',
      { variants: [aNewVariant({ prices: [{ amount: '-1', currency: 'EUR' }] })] },
      'variants.0.prices.0.amount',
    ],
    [
      'a price beyond all bounds',
      { variants: [aNewVariant({ prices: [{ amount: '9999999999999999', currency: 'EUR' }] })] },
      'variants.0.prices.0',
    ],
    [
      'a currency that does not exist',
      { variants: [aNewVariant({ prices: [{ amount: '1', currency: 'ZZZ' }] })] },
      'variants.0.prices.0.currency',
    ],
    [
      'two prices in one currency',
      {
        variants: [
          aNewVariant({
            prices: [
              { amount: '1', currency: 'EUR' },
              { amount: '2', currency: 'EUR' },
            ],
          }),
        ],
      },
      'variants.0.prices',
    ],
    [
      'a number that is none',
      { attributes: [{ code: 'a', kind: 'NUMBER', label: { en: 'A', ru: 'А' }, value: 'much' }] },
      'attributes.0',
    ],
    ['stock below nothing', { variants: [aNewVariant({ stockOnHand: -1 })] }, 'variants.0.stockOnHand'],
  ])('are refused with %s, by both APIs alike', async (_, given, path) => {
    const input = aNewProduct({ categoryId });
    const body = { ...input, ...given };
    const rest = await shop.rest({ method: 'POST', path: '/api/v1/products', body, as: MANAGER });
    expect([rest.status, rest.body.code, rest.body.errors.map((problem: { path: string }) => problem.path)]).toEqual([
      400,
      'INVALID_INPUT',
      [path],
    ]);
    const graphql = await create(body);
    expect(graphql.body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });

  it('are refused with an unknown key', async () => {
    const body = { ...aNewProduct({ categoryId }), costPrice: 1 };
    expect((await shop.rest({ method: 'POST', path: '/api/v1/products', body, as: MANAGER })).body.code).toBe(
      'INVALID_INPUT',
    );
    expect((await create(body)).status).toBe(400);
  });

  it('change as far as an edit says, and are told', async () => {
    const { id, variants } = await shop.make({ slug: 'hammer' });
    const changes = {
      name: { en: 'Big hammer', ru: 'Большой молот' },
      changeVariants: [{ id: variants[0]?.id, prices: [{ amount: '1500', currency: 'EUR' }] }],
      addVariants: [aNewVariant({ sku: 'HAMMER-2', prices: [{ amount: '1200', currency: 'EUR' }], stockOnHand: 4 })],
    };
    const { body } = await edit({ id, expectedVersion: 1, changes });
    expect(body.data.editProduct).toEqual({
      product: {
        slug: 'hammer',
        version: 2,
        name: 'Big hammer',
        status: 'PUBLISHED',
        price: { money: { amount: '1200' } },
        variants: [
          { sku: variants[0]?.sku, isEnabled: true, price: { money: { amount: '1500' } } },
          { sku: 'HAMMER-2', isEnabled: true, price: { money: { amount: '1200' } } },
        ],
      },
      errors: [],
    });
    const told = await waitFor('the news', () => shop.events('product.changed.v1', id)[1]);
    expect(told.data).toMatchObject({ productId: id, slug: 'hammer', version: 2, change: 'PRICED' });
    const listed = await shop.rest({ path: '/api/v1/products?category=things&sort=PRICE_ASC&limit=100' });
    expect(listed.body.items.find((item: { id: string }) => item.id === id).price.money.amount).toBe('1200');
    expect((await shop.rest({ path: '/api/v1/search?q=big%20hammer' })).body.items).toHaveLength(1);
  });

  it('keep their price history: a changed price is a new entry, an unchanged one is none', async () => {
    const { id, variants } = await shop.make();
    const variantId = variants[0]?.id;
    const priced = (amount: string) => ({
      changeVariants: [
        {
          id: variantId,
          prices: [
            { amount, currency: 'EUR' },
            { amount: '700', currency: 'JPY' },
          ],
        },
      ],
    });
    await patch(id, '"1"', priced('1100'));
    await patch(id, '"2"', priced('1100'));
    const { body } = await patch(id, '"3"', priced('900'));
    expect(body.variants[0].prices.map(({ money }: { money: { amount: string } }) => money.amount).toSorted()).toEqual([
      '700',
      '900',
    ]);
    const history = await shop.database.query(
      'SELECT currency, amount_minor FROM price WHERE variant_id = $1 ORDER BY currency, valid_from',
      [variantId],
    );
    expect(history).toEqual([
      { currency: 'EUR', amount_minor: '1000' },
      { currency: 'EUR', amount_minor: '1100' },
      { currency: 'EUR', amount_minor: '900' },
      { currency: 'JPY', amount_minor: '700' },
    ]);
  });

  it.each([
    'UPDATE price SET amount_minor = 1',
    'DELETE FROM price',
    'UPDATE stock_movement SET on_hand_change = 1',
    'DELETE FROM stock_movement',
  ])('have a history that the service itself cannot rewrite: %s', async (statement) => {
    await expect(shop.database.query(statement)).rejects.toThrow('permission denied');
  });

  it('move with their category, and leave the lists when they are drafts again', async () => {
    const { id } = await shop.make({ slug: 'mover' });
    const listedIn = async (category: string) => {
      const { body } = await shop.rest({ path: `/api/v1/products?category=${category}&limit=100` });
      return body.items.some(({ slug }: { slug: string }) => slug === 'mover');
    };
    await patch(id, '"1"', { categoryId: shop.categoryId('other-things') });
    expect([await listedIn('things'), await listedIn('other-things')]).toEqual([false, true]);
    const told = await waitFor('the news', () => shop.events('product.changed.v1', id)[1]);
    expect(told.data).toMatchObject({ change: 'EDITED' });
    const places = ['things', 'small-things', 'tiny-things', 'other-things'].map((slug) => shop.categoryId(slug));
    expect((told.data as { categoryIds: string[] }).categoryIds.toSorted()).toEqual(places.toSorted());
    await shop.rest({
      method: 'POST',
      path: `/api/v1/products/${id}/unpublish`,
      headers: { 'if-match': '"2"' },
      body: {},
      as: MANAGER,
    });
    expect(await listedIn('other-things')).toBe(false);
  });

  it('are not changed on the ground of an old version', async () => {
    const { id } = await shop.make();
    await patch(id, '"1"', { brand: 'First' });
    const late = await patch(id, '"1"', { brand: 'Second' });
    expect([late.status, late.body.code, late.body.currentVersion]).toEqual([412, 'PRECONDITION_FAILED', 2]);
    const { body } = await edit({ id, expectedVersion: 1, changes: { brand: 'Third' } });
    expect(body.data.editProduct).toEqual({
      product: null,
      errors: [{ __typename: 'ProductConflictError', code: 'CONFLICT', currentVersion: 2 }],
    });
    expect((await patch(id, '*', { brand: 'Fourth' })).body.code).toBe('INVALID_INPUT');
  });

  it('are changed by one of two managers who save at once', async () => {
    const { id } = await shop.make();
    const answers = await Promise.all(['One', 'Two', 'Three'].map((brand) => patch(id, '"1"', { brand })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(2);
  });

  it('know only their own variants, and must exist', async () => {
    const [{ id }, other] = [await shop.make(), await shop.make()];
    const { body } = await edit({
      id,
      expectedVersion: 1,
      changes: { changeVariants: [{ id: other.variants[0]?.id, isEnabled: false }] },
    });
    expect(body.data.editProduct.errors).toMatchObject([{ code: 'UNKNOWN_VARIANT' }]);
    expect((await edit({ id: uuidv7(), expectedVersion: 1, changes: {} })).body.errors[0].extensions.code).toBe(
      'NOT_FOUND',
    );
  });

  it('are for managers only', async () => {
    const path = '/api/v1/products';
    const body = aNewProduct({ categoryId });
    const customer = { scopes: ['orders:place:own'] };
    expect((await shop.rest({ method: 'POST', path, body })).status).toBe(401);
    expect((await shop.rest({ method: 'POST', path, body, as: customer })).status).toBe(403);
    expect((await shop.rest({ method: 'PATCH', path: `${path}/${uuidv7()}`, body: {}, as: customer })).status).toBe(
      403,
    );
    expect((await create(body, customer)).body.errors[0].extensions.code).toBe('FORBIDDEN');
    expect(
      (await shop.graphql(EDIT, { input: { id: uuidv7(), expectedVersion: 1, changes: {} } })).body.errors[0].extensions
        .code,
    ).toBe('UNAUTHENTICATED');
  });
});
