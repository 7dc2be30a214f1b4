import type { TestResponse } from '@tovar/testing';
import { CatalogShop } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

const PAGE_AFTER = `query ($category: String, $first: Int, $after: String, $sort: ProductSort!, $currency: CurrencyCode!, $locale: Locale!) {
  products(category: $category, first: $first, after: $after, sort: $sort, currency: $currency, locale: $locale) {
    edges { cursor node { slug } } pageInfo { hasNextPage endCursor }
  }
}`;

describe('the list of products', () => {
  let shop: CatalogShop;
  const slugs: string[] = [];

  beforeAll(async () => {
    shop = await CatalogShop.start();
    for (let number = 0; number < 23; number += 1) {
      const { slug } = await shop.make({
        slug: `thing-${number}`,
        // Equal prices and names must not make a page skip or repeat a product.
        name: { en: `Thing ${number % 5}`, ru: `Вещь ${number % 3}` },
        variants: [{ prices: [{ amount: `${1_000 + 100 * (number % 4)}`, currency: 'EUR' }] }],
      });
      slugs.push(slug);
    }
    await shop.make({ slug: 'elsewhere', categoryId: shop.categoryId('other-things') });
    await shop.make({ slug: 'draft', status: 'DRAFT' });
  });
  afterAll(() => shop.stop());

  const walk = async (asked: object): Promise<string[]> => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const variables = { first: 4, sort: 'NEWEST', currency: 'EUR', locale: 'EN', ...asked, after };
      const { body } = await shop.graphql(PAGE_AFTER, variables);
      expect(body.errors).toBeUndefined();
      const { edges, pageInfo } = body.data.products;
      seen.push(...edges.map((edge: { node: { slug: string } }) => edge.node.slug));
      expect(pageInfo.endCursor).toBe(edges.at(-1).cursor);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return seen;
  };

  it.each([
    { sort: 'NEWEST' },
    { sort: 'PRICE_ASC' },
    { sort: 'PRICE_DESC' },
    { sort: 'NAME', locale: 'EN' },
    { sort: 'NAME', locale: 'RU' },
  ])('shows every product of a subtree once, page by page, by $sort $locale', async (asked) => {
    const seen = await walk({ category: 'things', ...asked });
    expect(seen.toSorted()).toEqual(slugs.toSorted());
  });

  it('sorts by price in the currency that is asked for, and by name', async () => {
    const { body } = await shop.graphql(`{
      up: products(sort: PRICE_ASC, first: 100) { nodes { price { money { amount } } } }
      down: products(sort: PRICE_DESC, first: 100) { nodes { price { money { amount } } } }
      names: products(sort: NAME, locale: RU, first: 100) { nodes { name(locale: RU) } }
      newest: products(first: 1) { nodes { slug } }
      yen: products(sort: PRICE_ASC, currency: "JPY") { totalCount nodes { slug } }
    }`);
    const amounts = (list: { nodes: { price: { money: { amount: string } } }[] }) =>
      list.nodes.map(({ price }) => Number(price.money.amount));
    const up = amounts(body.data.up);
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    expect(amounts(body.data.down)).toEqual(up.toReversed());
    const names = body.data.names.nodes.map(({ name }: { name: string }) => name);
    expect(names).toEqual(names.toSorted(new Intl.Collator('und').compare));
    expect(body.data.newest.nodes).toEqual([{ slug: 'elsewhere' }]);
    expect(body.data.yen).toEqual({ totalCount: 0, nodes: [] });
  });

  it('counts the whole list, and leaves drafts out of it', async () => {
    const { body } = await shop.graphql(
      '{ all: products { totalCount } below: products(category: "small-things", sort: PRICE_ASC) { totalCount } }',
    );
    expect(body.data).toEqual({ all: { totalCount: 24 }, below: { totalCount: 23 } });
  });

  it('spends one statement on a page with prices, pictures and availability, one more on details and none on the count', async () => {
    const card = 'slug name price { money { decimal } } picture { url alt } availability category { name }';
    const page = await withStatements(() => shop.graphql(`{ products(category: "things") { nodes { ${card} } } }`));
    const more = await withStatements(() =>
      shop.graphql(
        `{ products(category: "things") { totalCount nodes { ${card} variants { sku } breadcrumb { slug } pictures { url } } } }`,
      ),
    );
    expect(page.result.body.data.products.nodes).toHaveLength(23);
    expect(page.count).toBe(1);
    expect(more.result.body.data.products.nodes[0].breadcrumb).toHaveLength(3);
    expect(more.count).toBe(2);
  });

  describe('refuses, before any SQL,', () => {
    const refusal = async (request: () => Promise<TestResponse>) => {
      const { result, count } = await withStatements(request);
      return { code: result.body.code ?? result.body.errors?.[0]?.extensions?.code, count };
    };

    it.each([0, -1, 101, 2_147_483_647])('[GQL-02] a page of %i, as a literal and as a variable', async (size) => {
      const refused = { code: 'INVALID_PAGE_SIZE', count: 0 };
      expect(await refusal(() => shop.graphql(`{ products(first: ${size}) { nodes { id } } }`))).toEqual(refused);
      expect(await refusal(() => shop.graphql(`{ search(text: "thing", first: ${size}) { nodes { id } } }`))).toEqual(
        refused,
      );
      const query = 'query ($first: Int) { products(first: $first) { nodes { id } } }';
      expect(await refusal(() => shop.graphql(query, { first: size }))).toEqual(refused);
      const byDefault = `query ($first: Int = ${size}) { products(first: $first) { nodes { id } } }`;
      expect(await refusal(() => shop.graphql(byDefault))).toEqual(refused);
    });

    it.each(['0', '-1', '101', '1e9', 'many', '', '2.5', 'NaN'])('[GQL-02] a limit of "%s"', async (limit) => {
      const refused = { code: 'INVALID_PAGE_SIZE', count: 0 };
      expect(await refusal(() => shop.rest({ path: `/api/v1/products?limit=${limit}` }))).toEqual(refused);
      expect(await refusal(() => shop.rest({ path: `/api/v1/search?q=thing&limit=${limit}` }))).toEqual(refused);
    });

    it('a page size that is too large for the language itself', async () => {
      const { body, status } = await shop.graphql('{ products(first: 99999999999) { nodes { id } } }');
      expect([status, body.errors[0].extensions.code]).toEqual([400, 'INVALID_INPUT']);
    });

    it.each([
      ['no cursor', 'x'],
      ['not of this list', Buffer.from('["newest/EUR","0190a5d8-0000-7000-8000-000000000000"]').toString('base64url')],
      ['no id', Buffer.from('["newest","1; DROP TABLE product"]').toString('base64url')],
      ['a number', Buffer.from('["newest",1]').toString('base64url')],
      ['too short', Buffer.from('["newest"]').toString('base64url')],
      ['no list', Buffer.from('{"length":2}').toString('base64url')],
    ])('a cursor that is %s', async (_, cursor) => {
      const refused = { code: 'INVALID_CURSOR', count: 0 };
      const query = 'query ($after: String) { products(after: $after) { nodes { id } } }';
      expect(await refusal(() => shop.graphql(query, { after: cursor }))).toEqual(refused);
      expect(await refusal(() => shop.rest({ path: `/api/v1/products?cursor=${cursor}` }))).toEqual(refused);
    });

    it('the cursor of another sort, currency or language', async () => {
      const query =
        'query ($sort: ProductSort!, $after: String) { products(first: 1, sort: $sort, after: $after) { pageInfo { endCursor } } }';
      const { body } = await shop.graphql(query, { sort: 'PRICE_ASC' });
      const after = body.data.products.pageInfo.endCursor;
      expect(await refusal(() => shop.graphql(query, { sort: 'NAME', after }))).toEqual({
        code: 'INVALID_CURSOR',
        count: 0,
      });
      const inYen = query.replace('first: 1', 'first: 1, currency: "JPY"');
      expect(await refusal(() => shop.graphql(inYen, { sort: 'PRICE_ASC', after }))).toEqual({
        code: 'INVALID_CURSOR',
        count: 0,
      });
    });
  });

  it('takes null for the page size as "as you like"', async () => {
    const { body } = await shop.graphql('{ products(first: null) { nodes { id } } }');
    expect(body.data.products.nodes).toHaveLength(24);
  });

  it('says that a category does not exist, and that an existing one is empty', async () => {
    const missing = await shop.graphql('{ products(category: "nothing") { nodes { id } } }');
    expect(missing.body.errors[0].extensions.code).toBe('NOT_FOUND');
    expect((await shop.rest({ path: '/api/v1/products?category=nothing' })).status).toBe(404);
    const empty = await shop.rest({ path: '/api/v1/products?category=other-things&sort=PRICE_ASC&currency=JPY' });
    expect(empty.body).toEqual({ items: [], nextCursor: null });
  });

  it('is walked by REST along its Link headers', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/api/v1/products?category=things&sort=PRICE_DESC&limit=10';
    while (path) {
      const { body, headers } = await shop.rest({ path });
      seen.push(...body.items.map(({ slug }: { slug: string }) => slug));
      path = /<(.+)>; rel="next"/.exec(String(headers.link))?.[1];
    }
    expect(seen.toSorted()).toEqual(slugs.toSorted());
  });

  it('shows by REST what a card holds', async () => {
    const { body } = await shop.rest({ path: '/api/v1/products?category=other-things' });
    expect(body.items).toEqual([
      {
        id: expect.any(String),
        slug: 'elsewhere',
        name: { en: expect.any(String), ru: expect.any(String) },
        brand: 'Plain',
        category: {
          id: shop.categoryId('other-things'),
          slug: 'other-things',
          name: { en: 'other things', ru: expect.any(String) },
        },
        price: { money: { amount: '1000', currency: 'EUR', decimal: '10.00' }, taxIncluded: true },
        picture: null,
        availability: 'IN_STOCK',
      },
    ]);
  });

  it('refuses what the query does not know', async () => {
    for (const query of ['colour=red', 'sort=cheapest', 'currency=euro', 'locale=DE', 'limit=1&limit=2']) {
      const { status, body } = await shop.rest({ path: `/api/v1/products?${query}` });
      expect([query, status, body.code]).toEqual([query, 400, 'INVALID_INPUT']);
    }
  });
});
