import { CatalogShop, type MadeProduct, MANAGER } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

const ENTITIES =
  'query ($these: [_Any!]!) { _entities(representations: $these) { ... on Product { slug } ... on Variant { sku product { slug } } } }';

describe('a product', () => {
  let shop: CatalogShop;
  let lamp: MadeProduct;
  let draft: MadeProduct;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    lamp = await shop.make({
      slug: 'lamp',
      name: { en: 'Lamp', ru: 'Лампа' },
      attributes: [
        {
          code: 'power',
          kind: 'NUMBER',
          label: { en: 'Power', ru: 'Мощность' },
          value: '40',
          unit: { en: 'W', ru: 'Вт' },
        },
        { code: 'dimmable', kind: 'BOOLEAN', label: { en: 'Dimmable', ru: 'Диммер' }, value: 'true' },
      ],
      variants: [
        {
          sku: 'LAMP-RED',
          stockOnHand: 3,
          options: [
            {
              code: 'colour',
              label: { en: 'Colour', ru: 'Цвет' },
              value: 'red',
              text: { en: 'Red', ru: 'Красный' },
              hex: '#ff0000',
            },
          ],
          prices: [
            { amount: '1999', currency: 'EUR' },
            { amount: '3200', currency: 'JPY', taxIncluded: false },
          ],
        },
        { sku: 'LAMP-OLD', isEnabled: false, prices: [{ amount: '1', currency: 'EUR' }] },
        { sku: 'LAMP-BLUE', stockOnHand: 0, prices: [{ amount: '1499', currency: 'EUR' }] },
      ],
    });
    draft = await shop.make({ slug: 'secret-lamp', status: 'DRAFT' });
  });
  afterAll(() => shop.stop());

  it('is shown with its variants, prices and breadcrumb, in the language asked for, in two statements', async () => {
    const { result, count } = await withStatements(() =>
      shop.graphql(`{ product(slug: "lamp") {
        name(locale: RU) description brand version availability
        price { money { decimal currency } taxIncluded } yen: price(currency: "JPY") { money { decimal } } pounds: price(currency: "GBP") { taxIncluded }
        breadcrumb { slug } category { slug } pictures { url }
        attributes { kind label(locale: RU) value text(locale: RU) unit }
        variants { sku availability isEnabled prices { money { currency } taxIncluded } options { text hex } }
      } }`),
    );
    expect(result.body.errors).toBeUndefined();
    expect(result.body.data.product).toEqual({
      name: 'Лампа',
      description: 'Useful for everything.',
      brand: 'Plain',
      version: 1,
      availability: 'LOW',
      price: { money: { decimal: '14.99', currency: 'EUR' }, taxIncluded: true },
      yen: { money: { decimal: '3200' } },
      pounds: null,
      breadcrumb: [{ slug: 'things' }, { slug: 'small-things' }, { slug: 'tiny-things' }],
      category: { slug: 'tiny-things' },
      pictures: [],
      attributes: [
        { kind: 'NUMBER', label: 'Мощность', value: '40', text: '40', unit: 'W' },
        { kind: 'BOOLEAN', label: 'Диммер', value: 'true', text: 'да', unit: null },
      ],
      variants: [
        {
          sku: 'LAMP-RED',
          availability: 'LOW',
          isEnabled: true,
          prices: expect.arrayContaining([{ money: { currency: 'JPY' }, taxIncluded: false }]),
          options: [{ text: 'Red', hex: '#ff0000' }],
        },
        {
          sku: 'LAMP-BLUE',
          availability: 'OUT_OF_STOCK',
          isEnabled: true,
          prices: [{ money: { currency: 'EUR' }, taxIncluded: true }],
          options: [],
        },
      ],
    });
    expect(count).toBe(2);
  });

  it('is found by its id as well; both or neither is refused', async () => {
    const query = 'query ($id: ID, $slug: String) { product(id: $id, slug: $slug) { slug } }';
    expect((await shop.graphql(query, { id: lamp.id })).body.data.product).toEqual({ slug: 'lamp' });
    for (const asked of [{}, { id: lamp.id, slug: 'lamp' }])
      expect((await shop.graphql(query, asked)).body.errors[0].extensions.code).toBe('INVALID_INPUT');
    for (const asked of [{ id: 'lamp' }, { slug: 'no-lamp' }, { slug: 'Lamp\u0000' }])
      expect((await shop.graphql(query, asked)).body.errors[0].extensions.code).toBe('NOT_FOUND');
  });

  it('is shown by REST under its version, in all currencies or in one', async () => {
    const { result, count } = await withStatements(() => shop.rest({ path: '/api/v1/products/lamp' }));
    expect(count).toBe(2);
    expect(result.headers.etag).toBe('"1"');
    expect(result.body).toMatchObject({
      slug: 'lamp',
      breadcrumb: [{ slug: 'things' }, {}, {}],
      variants: [{ sku: 'LAMP-RED' }, { sku: 'LAMP-BLUE' }],
    });
    expect(result.body.variants[0].prices).toHaveLength(2);
    const inYen = await shop.rest({ path: '/api/v1/products/lamp?currency=JPY' });
    expect(inYen.body.variants.map(({ prices }: { prices: object[] }) => prices.length)).toEqual([1, 0]);
    expect((await shop.rest({ path: '/api/v1/products/no-lamp' })).body.code).toBe('NOT_FOUND');
  });

  describe('[GQL-12] what is not public', () => {
    const draftByAllPaths = async (as?: typeof MANAGER) => {
      const byId = await shop.graphql('query ($id: ID) { product(id: $id) { slug } }', { id: draft.id }, { as });
      const bySlug = await shop.graphql('{ product(slug: "secret-lamp") { slug } }', {}, { as });
      const byRest = await shop.rest({ path: '/api/v1/products/secret-lamp', as });
      const these = [
        { __typename: 'Product', id: draft.id },
        { __typename: 'Product', slug: 'secret-lamp' },
        { __typename: 'Variant', id: draft.variants[0]?.id },
      ];
      const entities = await shop.graphql(ENTITIES, { these }, { as });
      return [byId.body.data.product, bySlug.body.data.product, byRest.status, ...entities.body.data._entities];
    };

    it('is a draft, by every path', async () => {
      expect(await draftByAllPaths()).toEqual([null, null, 404, null, null, null]);
      const found = await shop.graphql(
        '{ search(text: "secret lamp") { totalCount } products(first: 100) { nodes { slug } } }',
        {},
        { as: MANAGER },
      );
      expect(found.body.data.search.totalCount).toBe(0);
      expect(found.body.data.products.nodes).not.toContainEqual({ slug: 'secret-lamp' });
    });

    it('is shown to those who write the catalogue', async () => {
      const slug = 'secret-lamp';
      expect(await draftByAllPaths(MANAGER)).toEqual([
        { slug },
        { slug },
        200,
        { slug },
        { slug },
        { sku: draft.variants[0]?.sku, product: { slug } },
      ]);
    });

    it('is a variant that is switched off, also as an entity and in the lowest price', async () => {
      const query = '{ product(slug: "lamp") { price { money { amount } } variants { id sku } } }';
      const asManager = await shop.graphql(query, {}, { as: MANAGER });
      const old = asManager.body.data.product.variants.find(({ sku }: { sku: string }) => sku === 'LAMP-OLD');
      expect(asManager.body.data.product.price.money.amount).toBe('1499');
      const entity = { these: [{ __typename: 'Variant', id: old.id }] };
      expect((await shop.graphql(ENTITIES, entity)).body.data._entities).toEqual([null]);
      expect((await shop.graphql(ENTITIES, entity, { as: MANAGER })).body.data._entities[0].sku).toBe('LAMP-OLD');
    });

    it('is the exact number in stock', async () => {
      const query = '{ product(slug: "lamp") { variants { sku available } } }';
      for (const as of [undefined, { scopes: ['orders:read:any'] }]) {
        const { body } = await shop.graphql(query, {}, { as });
        expect(body.data.product.variants.map(({ available }: { available: unknown }) => available)).toEqual([
          null,
          null,
        ]);
        expect(body.errors[0].extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: ['stock:write:any'] });
      }
      const { body } = await shop.graphql(query, {}, { as: { scopes: ['stock:write:any'] } });
      expect(body.data.product.variants).toEqual([
        { sku: 'LAMP-RED', available: 3 },
        { sku: 'LAMP-BLUE', available: 0 },
      ]);
      const rest = await shop.rest({ path: '/api/v1/products/lamp' });
      expect(rest.body.variants[0]).not.toHaveProperty('available');
    });
  });

  it('is reached by other services through references, twenty in one statement', async () => {
    const products = await Promise.all(Array.from({ length: 20 }, () => shop.make()));
    const references = products.map(({ id }) => ({ __typename: 'Product', id }));
    const { result, count } = await withStatements(() => shop.graphql(ENTITIES, { these: references }));
    expect(result.body.data._entities).toEqual(products.map(({ slug }) => ({ slug })));
    expect(count).toBe(1);

    const variants = products.map(({ variants: [variant] }) => ({ __typename: 'Variant', id: variant?.id }));
    const second = await withStatements(() => shop.graphql(ENTITIES, { these: variants }));
    expect(second.result.body.data._entities).toEqual(
      products.map(({ slug, variants: [variant] }) => ({ sku: variant?.sku, product: { slug } })),
    );
    expect(second.count).toBe(2);
  });

  it('is null when a reference leads nowhere', async () => {
    const these = [
      { __typename: 'Product', id: 'x' },
      { __typename: 'Variant', id: lamp.id },
      { __typename: 'Product', slug: "'" },
    ];
    expect((await shop.graphql(ENTITIES, { these })).body.data._entities).toEqual([null, null, null]);
  });

  it('never mixes the references of two requests', async () => {
    const ask = (as?: typeof MANAGER) =>
      shop.graphql(ENTITIES, { these: [{ __typename: 'Product', id: draft.id }] }, { as });
    const answers = await Promise.all([ask(), ask(MANAGER), ask()]);
    expect(answers.map(({ body }) => body.data._entities)).toEqual([[null], [{ slug: 'secret-lamp' }], [null]]);
  });
});

describe('the tree of categories', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  it('is one statement, however deep it is shown', async () => {
    const { result, count } = await withStatements(() =>
      shop.graphql(
        '{ categories { slug parent { slug } children { slug name(locale: RU) children { slug breadcrumb { slug } parent { slug } } } } }',
      ),
    );
    expect(result.body.data.categories).toEqual([
      {
        slug: 'things',
        parent: null,
        children: [
          {
            slug: 'small-things',
            name: 'small-things по-русски',
            children: [
              {
                slug: 'tiny-things',
                breadcrumb: [{ slug: 'things' }, { slug: 'small-things' }, { slug: 'tiny-things' }],
                parent: { slug: 'small-things' },
              },
            ],
          },
        ],
      },
      { slug: 'other-things', parent: null, children: [] },
    ]);
    expect(count).toBe(1);
  });

  it('is answered by REST as a tree', async () => {
    const { body } = await shop.rest({ path: '/api/v1/categories' });
    expect(body.items[0].children[0].children).toEqual([
      {
        id: shop.categoryId('tiny-things'),
        slug: 'tiny-things',
        version: 1,
        name: { en: 'tiny things', ru: expect.any(String) },
        children: [],
      },
    ]);
  });

  it('gives a category by its slug, as an entity, and around a product', async () => {
    await shop.make({ slug: 'pin' });
    const { body } = await shop.graphql(
      `query ($these: [_Any!]!) {
        category(slug: "tiny-things") { name parent { slug } }
        product(slug: "pin") { category { slug parent { slug } } }
        _entities(representations: $these) { ... on Category { slug children { slug } } }
      }`,
      {
        these: [
          { __typename: 'Category', id: shop.categoryId('small-things') },
          { __typename: 'Category', id: 'x' },
        ],
      },
    );
    expect(body.data).toEqual({
      category: { name: 'tiny things', parent: { slug: 'small-things' } },
      product: { category: { slug: 'tiny-things', parent: { slug: 'small-things' } } },
      _entities: [{ slug: 'small-things', children: [{ slug: 'tiny-things' }] }, null],
    });
    const missing = await shop.graphql('{ category(slug: "nothing") { id } }');
    expect(missing.body.errors[0].extensions.code).toBe('NOT_FOUND');
  });

  describe('grows by a category', () => {
    const name = { en: 'Minute things', ru: 'Крошечные вещи' };
    const create = (input: object, as: { scopes: string[] } | undefined = MANAGER) =>
      shop.graphql(
        `mutation ($input: CreateCategoryInput!) {
          createCategory(input: $input) { category { slug name breadcrumb { slug } } errors { code } }
        }`,
        { input },
        { as },
      );
    const post = (body: object) => shop.rest({ method: 'POST', path: '/api/v1/categories', body, as: MANAGER });

    it('below another one, whose products are listed above as well', async () => {
      const { body } = await create({ slug: 'minute-things', name, parentId: shop.categoryId('tiny-things') });
      expect(body.data.createCategory).toEqual({
        category: {
          slug: 'minute-things',
          name: 'Minute things',
          breadcrumb: [
            { slug: 'things' },
            { slug: 'small-things' },
            { slug: 'tiny-things' },
            { slug: 'minute-things' },
          ],
        },
        errors: [],
      });
    });

    it('at the top, and its products are listed in it', async () => {
      const { status, body } = await post({ slug: 'new-department', name });
      expect(status).toBe(201);
      await shop.make({ slug: 'first-of-all', categoryId: body.id });
      const listed = await shop.rest({ path: '/api/v1/products?category=new-department' });
      expect(listed.body.items).toMatchObject([{ slug: 'first-of-all' }]);
    });

    it('but not at an address that is taken, nor below nothing, nor by anybody', async () => {
      expect((await post({ slug: 'things', name })).body.code).toBe('SLUG_TAKEN');
      const below = await create({ slug: 'lost', name, parentId: '0190a5d8-0000-7000-8000-000000000000' });
      expect(below.body.data.createCategory).toEqual({ category: null, errors: [{ code: 'UNKNOWN_CATEGORY' }] });
      expect((await create({ slug: 'mine', name }, { scopes: [] })).body.errors[0].extensions.code).toBe('FORBIDDEN');
    });
  });
});
