import { CatalogShop, MANAGER } from '../kit/catalog-shop.ts';
import type { FinderUnderTest } from './finder-under-test.ts';

/** Words in both languages, in all their forms, unfinished or mistyped; ranks, pages, and what is suggested. */
export function describeWords({ start, settled }: FinderUnderTest): void {
  describe('search', () => {
    let shop: CatalogShop;

    beforeAll(async () => {
      shop = await start();
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
      await settled(shop);
    });
    afterAll(() => shop.stop());

    const find = async (text: string, locale?: 'EN' | 'RU'): Promise<string[]> => {
      const query =
        'query ($text: String!, $locale: Locale) { search(text: $text, locale: $locale) { nodes { slug } } }';
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
      await settled(shop);
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
  });

  describe('a search that goes wrong', () => {
    let shop: CatalogShop;

    beforeAll(async () => {
      shop = await start();
      const name = (en: string, ru: string) => ({ name: { en, ru } });
      await shop.make({ slug: 'sneakers', brand: 'Stridova', ...name('Running sneakers', 'Беговые кроссовки') });
      await shop.make({ slug: 'kettle', brand: 'Teplov', ...name('Electric kettle', 'Электрический чайник') });
      await shop.make({ slug: 'lamp', brand: 'Teplov', ...name('Desk lamp', 'Настольная лампа') });
      await shop.make({ slug: 'lamps', brand: 'Svetlov', ...name('Set of two lamps', 'Две лампы') });
      await settled(shop);
    });
    afterAll(() => shop.stop());

    const find = async (text: string, locale?: 'EN' | 'RU') => {
      const query = `query ($text: String!, $locale: Locale) {
      search(text: $text, locale: $locale) { correctedText totalCount nodes { slug } } }`;
      const { body } = await shop.graphql(query, { text, locale });
      const { correctedText, nodes } = body.data.search;
      return { correctedText, slugs: nodes.map(({ slug }: { slug: string }) => slug) };
    };

    it.each([
      ['a letter too many', 'kettlle', 'kettle', ['kettle']],
      ['a letter too few', 'snekers', 'sneakers', ['sneakers']],
      ['another letter', 'kettla', 'kettle', ['kettle']],
      ['letters swapped', 'ketlte', 'kettle', ['kettle']],
      ['a Russian letter swapped', 'корссовки', 'кроссовки', ['sneakers']],
      ['a Russian letter that sounds alike', 'чайнек', 'чайник', ['kettle']],
      ['one of two words', 'elektric kettle', 'electric kettle', ['kettle']],
      ['a brand', 'stridowa', 'stridova', ['sneakers']],
      ['the keyboard left in English', 'xfqybr', 'чайник', ['kettle']],
      ['the keyboard left in Russian', 'луееду', 'kettle', ['kettle']],
      ['a word that is not finished either', 'кросовк', 'кроссовки', ['sneakers']],
    ])('is mended: %s', async (_, typed, correctedText, slugs) => {
      expect(await find(typed)).toEqual({ correctedText, slugs });
    });

    it.each([
      ['finds something as it is', 'lamp', ['lamps', 'lamp']],
      ['is another form of a word', 'чайниками', ['kettle']],
      ['is like nothing', 'qwrtzp', []],
      ['is a number', '15.6', []],
      ['is too short to tell', 'ktl', []],
    ])('is let alone when what was typed %s', async (_, typed, slugs) => {
      expect(await find(typed)).toEqual({ correctedText: null, slugs });
    });

    it('finds brand and word in two languages at once', async () => {
      expect(await find('stridova кроссовки')).toEqual({ correctedText: null, slugs: ['sneakers'] });
    });

    it('is filtered, sorted and counted like a list', async () => {
      const query = `query ($brands: [String!]) {
      search(text: "lamp", sort: NAME, category: "things", filter: { brands: $brands }) {
        totalCount nodes { slug } facets { kind values { value count isSelected } } } }`;
      const { body } = await shop.graphql(query, { brands: ['Teplov'] });
      const { totalCount, nodes, facets } = body.data.search;
      expect([totalCount, nodes]).toEqual([1, [{ slug: 'lamp' }]]);
      expect(facets).toContainEqual({
        kind: 'BRAND',
        values: [
          { value: 'Svetlov', count: 1, isSelected: false },
          { value: 'Teplov', count: 1, isSelected: true },
        ],
      });
      const all = await shop.graphql(query);
      expect(all.body.data.search.nodes).toEqual([{ slug: 'lamp' }, { slug: 'lamps' }]);
    });

    it('is not mended by words of what was taken back', async () => {
      const { id, version } = await shop.make({ slug: 'gone', name: { en: 'Moonshotter', ru: 'Лунострел' } });
      await settled(shop);
      expect((await find('moonshoter')).slugs).toEqual(['gone']);
      await shop.rest({
        method: 'POST',
        path: `/api/v1/products/${id}/unpublish`,
        headers: { 'if-match': `"${version}"` },
        body: {},
        as: MANAGER,
      });
      await settled(shop);
      expect(await find('moonshoter')).toEqual({ correctedText: null, slugs: [] });
    });

    it('finds what was renamed a moment ago by its new name only', async () => {
      const { id, version } = await shop.make({ slug: 'renamed', name: { en: 'Parasol', ru: 'Пляжный зонт' } });
      await settled(shop);
      expect((await find('parasol')).slugs).toEqual(['renamed']);
      const changes = { name: { en: 'Sunshade', ru: 'Навес' } };
      await shop.rest({
        method: 'PATCH',
        path: `/api/v1/products/${id}`,
        body: changes,
        headers: { 'if-match': `"${version}"` },
        as: MANAGER,
      });
      await settled(shop);
      expect(await find('parasol')).toEqual({ correctedText: null, slugs: [] });
      expect((await find('sunshade')).slugs).toEqual(['renamed']);
    });
  });

  describe('suggestions', () => {
    let shop: CatalogShop;

    beforeAll(async () => {
      shop = await start();
      const name = (en: string, ru: string) => ({ name: { en, ru } });
      await shop.make({ slug: 'tin-kettle', brand: 'Teplov', ...name('Tin kettle', 'Жестяной чайник') });
      await shop.make({ slug: 'kettle', brand: 'Kettering', ...name('Kettle with a whistle', 'Чайник со свистком') });
      await shop.make({ slug: 'hidden', brand: 'Ketchum', ...name('Ketch', 'Кеч'), status: 'DRAFT' });
      await settled(shop);
    });
    afterAll(() => shop.stop());

    const suggest = async (text: string, locale = 'EN', first = 10) => {
      const query = `query ($text: String!, $locale: Locale!, $first: Int) {
      suggest(text: $text, locale: $locale, first: $first) { kind text slug } }`;
      const { body } = await shop.graphql(query, { text, locale, first });
      return body.data.suggest.map(({ kind, text: shown, slug }: Record<string, string>) => [kind, shown, slug]);
    };

    it('are words, categories, brands and products that begin so', async () => {
      expect(await suggest('ket')).toEqual([
        ['WORDS', 'kettle', null],
        ['WORDS', 'kettering', null],
        ['BRAND', 'Kettering', null],
        ['PRODUCT', 'Kettle with a whistle', 'kettle'],
      ]);
      expect(await suggest('tiny')).toEqual([['CATEGORY', 'tiny things', 'tiny-things']]);
      expect(await suggest('with')).toEqual([['WORDS', 'with', null]]);
    });

    it('go on with the last word, in the language of the shop', async () => {
      expect(await suggest('tin ket')).toContainEqual(['WORDS', 'tin kettle', null]);
      expect(await suggest('чай', 'RU')).toEqual([
        ['WORDS', 'чайник', null],
        ['PRODUCT', 'Чайник со свистком', 'kettle'],
      ]);
    });

    it('mend what was typed', async () => {
      expect(await suggest('xfq', 'RU')).toContainEqual(['WORDS', 'чайник', null]);
      expect(await suggest('ketlt')).toContainEqual(['WORDS', 'kettle', null]);
    });

    it('are as few as asked for, and none for nothing', async () => {
      expect(await suggest('ket', 'EN', 2)).toHaveLength(2);
      expect(await suggest(' ?! ')).toEqual([]);
    });
  });

  describe('[INJ-01] whatever a text argument holds', () => {
    let shop: CatalogShop;

    beforeAll(async () => {
      shop = await start();
      const word = { en: 'tone', ru: 'тон' };
      const options = [{ code: 'tone', label: word, value: 'pale', text: word, hex: '#ffffff' }];
      await shop.make({ slug: 'thing', variants: [{ options }] });
      await settled(shop);
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
      const asked = await shop.graphql('query ($t: String!) { products(category: $t) { nodes { slug } } }', {
        t: text,
      });
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
      const filters = `query ($t: String!) {
      brand: products(filter: { brands: [$t] }) { totalCount }
      colour: search(text: $t, filter: { attributes: [{ code: "tone", values: [$t] }] }) { totalCount facets { code } }
      suggest(text: $t) { text }
    }`;
      const filtered = await shop.graphql(filters, { t: text });
      expect(filtered.body.errors).toBeUndefined();
      expect(filtered.body.data.brand.totalCount).toBe(0);
      for (const odd of [
        'products(filter: { attributes: [{ code: $t, isTrue: true }] })',
        'products(filter: { categories: [$t] })',
        'products(filter: { attributes: [{ code: "tone", days: { from: $t } }] })',
        'search(text: "a", category: $t)',
      ]) {
        const refused = await shop.graphql(`query ($t: String!) { ${odd} { totalCount } }`, { t: text });
        const codes = ['UNKNOWN_ATTRIBUTE', 'INVALID_INPUT', 'NOT_FOUND'];
        expect(codes).toContain(refused.body.errors[0].extensions.code);
      }
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
      for (const name of ['brands', 'attributes.tone'])
        expect((await shop.rest({ path: `/api/v1/products?${name}=${value}&facets=true` })).status).toBe(200);
      for (const name of ['price.min', 'price.max', 'inStock', 'attributes.tone.min', 'attributes.tone.from', value])
        expect((await shop.rest({ path: `/api/v1/products?${name}=${value}` })).status).toBe(400);
      expect((await shop.rest({ path: `/api/v1/suggestions?text=${value}` })).status).toBe(200);
    });

    it('leaves everything where it was', async () => {
      const { body } = await shop.graphql('{ products { totalCount } }');
      expect(body.data.products.totalCount).toBe(1);
    });
  });
}
