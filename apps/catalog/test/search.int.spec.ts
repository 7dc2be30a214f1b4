import { CatalogShop } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

describe('search', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    const products = [
      {
        slug: 'boots',
        name: { en: 'Winter boots', ru: 'Зимние ботинки' },
        description: { en: 'For running in snow.', ru: 'Чтобы бегать по снегу.' },
      },
      {
        slug: 'shoes',
        name: { en: 'Running shoes', ru: 'Кроссовки для бега' },
        description: { en: 'Light.', ru: 'Лёгкие.' },
      },
      {
        slug: 'tree',
        name: { en: 'Christmas tree', ru: 'Ёлка' },
        brand: 'Runwell',
        description: { en: 'Green.', ru: 'Зелёная.' },
      },
      {
        slug: 'cafe',
        name: { en: 'Café chair, 15.6 inch', ru: 'Стул для кафе' },
        description: { en: 'Wi-Fi not included.', ru: 'Без Wi-Fi.' },
      },
    ];
    for (const product of products) await shop.make(product);
    await shop.make({ slug: 'hidden', name: { en: 'Hidden running draft', ru: 'Черновик' }, status: 'DRAFT' });
  });
  afterAll(() => shop.stop());

  const find = async (text: string, locale?: 'EN' | 'RU'): Promise<string[]> => {
    const query = 'query ($text: String!, $locale: Locale) { search(text: $text, locale: $locale) { nodes { slug } } }';
    const { body } = await shop.graphql(query, { text, locale });
    return body.data.search.nodes.map(({ slug }: { slug: string }) => slug);
  };

  it.each([
    ['a name', 'winter boots', ['boots']],
    ['another form of a word', 'boot', ['boots']],
    ['a Russian name', 'ботинки', ['boots']],
    ['another form of a Russian word', 'зимних ботинках', ['boots']],
    ['a Russian word without its dots', 'елка', ['tree']],
    ['a word without its accents', 'cafe', ['cafe']],
    ['the beginning of the last word', 'christmas tr', ['tree']],
    ['the beginning of a Russian word', 'кроссо', ['shoes']],
    ['a number with decimals', '15.6', ['cafe']],
    ['words joined by a hyphen', 'wi-fi', ['cafe']],
    ['all words, also from several fields', 'boots snow', ['boots']],
    ['nothing when one word is missing', 'boots elephant', []],
    ['nothing for no word at all', ' ?! ', []],
    ['nothing for the smallest words alone', 'the', []],
  ])('finds by %s', async (_, text, slugs) => {
    expect(await find(text)).toEqual(slugs);
  });

  it('puts a name before a brand before a description', async () => {
    expect(await find('run', 'EN')).toEqual(['shoes', 'tree', 'boots']);
  });

  it('keeps to one language when asked to', async () => {
    expect(await find('ботинки', 'EN')).toEqual([]);
    expect(await find('ботинки', 'RU')).toEqual(['boots']);
  });

  it('is walked page by page, each product once, equal ranks among them', async () => {
    const made = await Promise.all(
      Array.from({ length: 7 }, () => shop.make({ name: { en: 'Umbrella', ru: 'Зонт' } })),
    );
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const query =
        'query ($after: String) { search(text: "umbrella", first: 3, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }';
      const { body } = await shop.graphql(query, { after });
      const { nodes, pageInfo, totalCount } = body.data.search;
      expect(totalCount).toBe(7);
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(
      made
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
  });

  it('spends one statement on a page', async () => {
    const { result, count } = await withStatements(() =>
      shop.graphql(
        '{ search(text: "boots") { nodes { slug name price { money { decimal } } availability picture { url } } } }',
      ),
    );
    expect(result.body.data.search.nodes).toHaveLength(1);
    expect(count).toBe(1);
  });

  it('answers by REST', async () => {
    const { body, status } = await shop.rest({ path: `/api/v1/search?q=${encodeURIComponent('ботинки')}&locale=RU` });
    expect([status, body.items.map(({ slug }: { slug: string }) => slug)]).toEqual([200, ['boots']]);
    expect((await shop.rest({ path: '/api/v1/search' })).body.code).toBe('INVALID_INPUT');
  });

  it('refuses a text that nobody types', async () => {
    const { body } = await shop.graphql('query ($text: String!) { search(text: $text) { nodes { slug } } }', {
      text: 'a'.repeat(201),
    });
    expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });
});

describe('[INJ-01] whatever a text argument holds', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    await shop.make({ slug: 'thing' });
  });
  afterAll(() => shop.stop());

  const ATTACKS = [
    "'; SELECT pg_sleep(5); --",
    "' OR '1'='1",
    '") OR 1=1 --',
    "\\'; DROP TABLE product; --",
    "a' & !b | (c <-> d):*AB",
    "':*",
    '\u0000',
    '\ud800',
    '%00',
    '$1',
    '${7*7}',
    '*'.repeat(200),
    '1) UNION SELECT bytes FROM picture_file--',
  ];

  it.each(ATTACKS)('%j does no harm in GraphQL', async (text) => {
    const began = performance.now();
    const search = await shop.graphql('query ($t: String!) { search(text: $t) { totalCount nodes { slug } } }', {
      t: text,
    });
    expect(search.body.errors).toBeUndefined();
    const asked = await shop.graphql('query ($t: String!) { products(category: $t) { nodes { slug } } }', { t: text });
    expect(asked.body.errors[0].extensions.code).toBe('NOT_FOUND');
    const after = await shop.graphql(
      'query ($t: String!) { products(after: $t) { nodes { slug } } search(text: "a", after: $t) { totalCount } }',
      { t: text },
    );
    expect(after.body.errors[0].extensions.code).toBe('INVALID_CURSOR');
    const one = await shop.graphql('query ($t: String!) { product(slug: $t) { slug } category(slug: $t) { slug } }', {
      t: text,
    });
    expect(one.body.errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
    ]);
    const id = await shop.graphql('query ($t: ID!) { product(id: $t) { slug } }', { t: text });
    expect(id.body.errors[0].extensions.code).toBe('NOT_FOUND');
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it.each(ATTACKS.filter((text) => text.isWellFormed()))('%j does no harm in REST', async (text) => {
    const value = encodeURIComponent(text);
    const answers = [];
    for (const name of ['category', 'cursor', 'sort', 'currency', 'locale', 'limit'])
      answers.push((await shop.rest({ path: `/api/v1/products?${name}=${value}` })).status);
    answers.push((await shop.rest({ path: `/api/v1/products/${value}` })).status);
    answers.push((await shop.rest({ path: `/api/v1/pictures/${value}` })).status);
    expect(answers).toEqual([404, 400, 400, 400, 400, 400, 404, 404]);
    expect((await shop.rest({ path: `/api/v1/search?q=${value}` })).status).toBe(200);
  });

  it('leaves everything where it was', async () => {
    const { body } = await shop.graphql('{ products { totalCount } }');
    expect(body.data.products.totalCount).toBe(1);
  });
});
