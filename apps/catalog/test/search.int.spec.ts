import { CatalogShop } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

describe('search', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
    const name = (en: string, ru: string) => ({ name: { en, ru } });
    await shop.make({ slug: 'boots', ...name('Winter boots', 'Зимние ботинки') });
    await shop.make({ slug: 'lamp', ...name('Desk lamp', 'Настольная лампа') });
    await shop.make({ slug: 'kettle', ...name('Kettle with a whistle', 'Чайник со свистком') });
    // From here on the process knows their cards.
    await shop.rest({ path: '/api/v1/products' });
  });
  afterAll(() => shop.stop());

  it('spends one statement on new words and one on the page', async () => {
    const query =
      '{ search(text: "winter boots") { totalCount facets { code } nodes { slug name price { money { decimal } } availability picture { url } } } }';
    const counts = [];
    for (let time = 0; time < 2; time += 1) {
      const { result, count } = await withStatements(() => shop.graphql(query));
      expect(result.body.data.search.nodes).toHaveLength(1);
      counts.push(count);
    }
    expect(counts).toEqual([2, 1]);
  });

  it('answers by REST', async () => {
    const { body, status } = await shop.rest({ path: `/api/v1/search?q=${encodeURIComponent('ботинки')}&locale=RU` });
    expect([status, body.items.map(({ slug }: { slug: string }) => slug)]).toEqual([200, ['boots']]);
    expect((await shop.rest({ path: '/api/v1/search' })).body.code).toBe('INVALID_INPUT');
  });

  it.each([
    ['winter boots', true],
    ['monitor 1920x1080 144hz 27 2024', true],
    ['rtx 4090 24 gb', true],
    ['anna@example.com', false],
    ['anna＠example.com', false],
    ['+49 (30) 901820-777', false],
    ['4111 1111 1111 1111', false],
    ['٤١١١١١١١١١١١١١١١', false],
  ])('[LOG-01] for "%s" is counted: %s', async (text, isCounted) => {
    const { headers } = await shop.rest({ path: `/api/v1/search?q=${encodeURIComponent(text)}` });
    expect(JSON.stringify(headers['x-shown'] ?? '').includes('search:')).toBe(isCounted);
  });

  it('refuses a text that nobody types', async () => {
    const { body } = await shop.graphql('query ($text: String!) { search(text: $text) { nodes { slug } } }', {
      text: 'a'.repeat(201),
    });
    expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });

  it('is mended by REST, in two statements', async () => {
    const { result, count } = await withStatements(() =>
      shop.rest({ path: '/api/v1/search?q=desk%20lamb&facets=true' }),
    );
    expect(result.body).toMatchObject({ correctedText: 'desk lamp', totalCount: 1, items: [{ slug: 'lamp' }] });
    expect(count).toBe(2);
  });

  it('answers suggestions by REST in one statement', async () => {
    const { result, count } = await withStatements(() =>
      shop.rest({ path: '/api/v1/suggestions?text=kettle&limit=1' }),
    );
    expect(result.body).toEqual({ items: [{ kind: 'WORDS', text: 'kettle', slug: null }] });
    expect(count).toBe(1);
  });

  it.each([0, 101])('[GQL-02] does not suggest %i', async (first) => {
    const refused = await shop.graphql(`{ suggest(text: "k", first: ${first}) { text } }`);
    expect(refused.body.errors[0].extensions.code).toBe('INVALID_PAGE_SIZE');
    expect((await shop.rest({ path: `/api/v1/suggestions?text=k&limit=${first}` })).body.code).toBe(
      'INVALID_PAGE_SIZE',
    );
  });
});
