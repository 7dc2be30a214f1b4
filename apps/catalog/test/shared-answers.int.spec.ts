import { sharingOf } from '@tovar/platform';
import type { TestRequest } from '@tovar/testing';
import { CatalogShop, type MadeProduct, MANAGER } from './kit/catalog-shop.ts';

const CUSTOMER = { scopes: ['orders:read:own'] };

describe('what the catalogue lets others keep', () => {
  let shop: CatalogShop;
  let lamp: MadeProduct;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    lamp = await shop.make({ slug: 'lamp', variants: [{ sku: 'LAMP-1' }, { sku: 'LAMP-0', isEnabled: false }] });
    await shop.make({ slug: 'secret-lamp', status: 'DRAFT' });
  });
  afterAll(() => shop.stop());

  const sharing = async (query: string, as?: TestRequest['as'], variables = {}) =>
    sharingOf((await shop.graphql(query, variables, { as })).headers as Record<string, string>);
  const sharingOfPath = async (path: string, as?: TestRequest['as']) =>
    sharingOf((await shop.rest({ path, as })).headers as Record<string, string>);

  it('is a list, until one of its products or its category changes', async () => {
    const shared = await sharing('{ products(category: "things") { nodes { id } } }', CUSTOMER);
    expect(shared).toMatchObject({ isForGuests: false, maxAgeMs: 30_000 });
    expect(shared?.tags).toEqual(
      expect.arrayContaining([`Category:${shop.categoryId('things')}`, `Product:${lamp.id}`, 'Categories']),
    );
    expect(shared?.tags).not.toContain('Products');
  });

  it.each(['{ products { nodes { id } } }', '{ search(text: "thing") { nodes { id } } }'])(
    'is a list of the whole shop, until any product changes: %s',
    async (query) => {
      expect((await sharing(query))?.tags).toContain('Products');
    },
  );

  it('is a product, for everybody as long as everybody sees the same of it', async () => {
    const card = '{ product(slug: "lamp") { id name description price { money { decimal } } } }';
    const tags = expect.arrayContaining([`Product:${lamp.id}`]);
    expect(await sharing(card, CUSTOMER)).toMatchObject({ isForGuests: false, tags });
    expect(await sharing('{ product(slug: "lamp") { variants { sku } } }')).toMatchObject({ isForGuests: true, tags });
    expect(await sharing('{ product(slug: "lamp") { variants { sku } } }', MANAGER)).toBeUndefined();
  });

  it('is nothing that only staff see', async () => {
    expect(await sharing('{ product(slug: "secret-lamp") { id } }', MANAGER)).toBeUndefined();
    expect(await sharing('{ product(slug: "lamp") { variants { available } } }', MANAGER)).toBeUndefined();
  });

  it('is the tree of categories, until one of them changes', async () => {
    expect((await sharing('{ categories { slug children { slug } } }'))?.tags).toEqual(['Categories']);
    expect((await sharing('{ category(slug: "things") { name } }'))?.tags).toEqual(['Categories']);
  });

  it('is an entity that another service speaks of, and none together with one that says nothing', async () => {
    const query = 'query ($these: [_Any!]!) { _entities(representations: $these) { __typename } }';
    const product = { __typename: 'Product', id: lamp.id };
    const variant = { __typename: 'Variant', id: lamp.variants[0]?.id };
    expect(await sharing(query, undefined, { these: [product, product] })).toMatchObject({ isForGuests: false });
    expect(await sharing(query, undefined, { these: [product, variant] })).toBeUndefined();
  });

  it('is nothing that refuses, and no write', async () => {
    expect(await sharingOfPath('/api/v1/products/nothing')).toBeUndefined();
    const mutation = 'mutation ($input: CreateCategoryInput!) { createCategory(input: $input) { category { slug } } }';
    const input = { slug: 'new-things', name: { en: 'New', ru: 'Новое' } };
    expect(await sharing(mutation, MANAGER, { input })).toBeUndefined();
  });

  it.each(['/api/v1/products', '/api/v1/search?q=thing', '/api/v1/categories'])(
    'is also said by REST: %s',
    async (path) => {
      expect(await sharingOfPath(path, CUSTOMER)).toMatchObject({ isForGuests: false });
    },
  );

  it('is a product by REST for guests, because staff see more of it', async () => {
    expect(await sharingOfPath('/api/v1/products/lamp')).toMatchObject({ isForGuests: true });
    expect(await sharingOfPath('/api/v1/products/lamp', CUSTOMER)).toBeUndefined();
  });
});
