import { randomBytes } from 'node:crypto';
import { SearchEngine } from '@tovar/platform';
import { TcpProxy, testEngine, waitFor } from '@tovar/testing';
import { CopyProducts } from '../src/commands/copy-products.ts';
import { SearchConfig } from '../src/search.config.ts';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';
import { describeProductFinder } from './product-finder.contract.ts';

const aliases: string[] = [];

const searchedIn = async (url: string): Promise<CatalogShop> => {
  const alias = `products-${randomBytes(6).toString('hex')}`;
  aliases.push(alias);
  return CatalogShop.start({ CATALOG_SEARCH_IN: 'engine', CATALOG_SEARCH_URL: url, CATALOG_SEARCH_ALIAS: alias });
};
const aliasOf = (shop: CatalogShop): string => shop.get(SearchConfig).CATALOG_SEARCH_ALIAS;
const settled = async (shop: CatalogShop): Promise<void> => {
  await shop.get(CopyProducts).execute();
  await shop.get(SearchEngine).ask('POST', `/${aliasOf(shop)}/_refresh`);
};
const brands = async (shop: CatalogShop, brand: string): Promise<string[]> => {
  const { body } = await shop.rest({ path: `/api/v1/products?brands=${brand}` });
  return body.items.map(({ slug }: { slug: string }) => slug);
};

afterAll(async () => {
  const engine = new SearchEngine({ url: await testEngine('opensearch') });
  for (const alias of aliases)
    for (const index of await engine.indicesOf(alias)) await engine.ask('DELETE', `/${index}`);
});

describeProductFinder('a copy in a search engine', {
  start: async () => searchedIn(await testEngine('opensearch')),
  settled,
  runs: 40,
});

describe('the copy of the products', () => {
  let proxy: TcpProxy;
  let shop: CatalogShop;

  beforeAll(async () => {
    const way = await TcpProxy.before(await testEngine('opensearch'));
    ({ proxy } = way);
    shop = await searchedIn(way.url);
    await shop.make({ slug: 'first', brand: 'First' });
    await settled(shop);
  });
  afterAll(async () => {
    await shop.stop();
    await proxy.close();
  });

  const indices = (): Promise<readonly string[]> => shop.get(SearchEngine).indicesOf(aliasOf(shop));
  const copierOf = (generation: number): CopyProducts =>
    new CopyProducts(
      shop.database,
      new SearchConfig({
        NODE_ENV: 'test',
        CATALOG_SEARCH_IN: 'engine',
        CATALOG_SEARCH_URL: undefined,
        CATALOG_SEARCH_SECRET: undefined,
        CATALOG_SEARCH_ALIAS: aliasOf(shop),
        CATALOG_SEARCH_GENERATION: generation,
      }),
      shop.get(SearchEngine),
    );

  it('follows by itself what is published, sold out and taken back', async () => {
    const { id, version, variants } = await shop.make({ slug: 'told', brand: 'Told' });
    await waitFor('the product', async () => (await brands(shop, 'Told')).length === 1);
    const stock = `/api/v1/stock/${variants[0]?.id}`;
    await shop.rest({ method: 'PUT', path: stock, body: { onHand: 0, reason: 'counted' }, as: MANAGER });
    await waitFor('it to be sold out', async () => (await brands(shop, 'Told&inStock=true')).length === 0);
    const headers = { 'if-match': `"${version}"` };
    await shop.rest({ method: 'POST', path: `/api/v1/products/${id}/unpublish`, headers, body: {}, as: MANAGER });
    await waitFor('it to be gone', async () => (await brands(shop, 'Told')).length === 0);
  });

  it('keeps what was read last, whichever copy of it is written last', async () => {
    const { id } = await shop.make({ slug: 'raced', brand: 'Early' });
    const engine = shop.get(SearchEngine);
    const store = engine.store.bind(engine);
    const [stopped, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const late = new CopyProducts(shop.database, shop.get(SearchConfig), {
      indicesOf: engine.indicesOf.bind(engine),
      find: engine.find.bind(engine),
      store: async (...given: Parameters<SearchEngine['store']>) => {
        stopped.resolve();
        await goOn.promise;
        await store(...given);
      },
    } as SearchEngine).execute();
    await stopped.promise;
    await shop.database.query(`UPDATE product SET brand = 'Lately' WHERE id = $1`, [id]);
    await settled(shop);
    goOn.resolve();
    await late;
    await engine.ask('POST', `/${aliasOf(shop)}/_refresh`);
    expect([await brands(shop, 'Early'), await brands(shop, 'Lately')]).toEqual([[], ['raced']]);
  });

  it('is made anew beside the one in use, and a replica of the generation before leaves it alone', async () => {
    await copierOf(2).execute();
    expect(await indices()).toEqual([`${aliasOf(shop)}-2-1`]);
    await settled(shop);
    expect(await indices()).toEqual([`${aliasOf(shop)}-2-1`]);
    expect(await brands(shop, 'First')).toEqual(['first']);
  });

  it('is made again when somebody has deleted it, or when changes have been noted that nobody knows any more', async () => {
    const engine = shop.get(SearchEngine);
    await engine.ask('DELETE', `/${aliasOf(shop)}-2-1`);
    await settled(shop);
    expect([await indices(), await brands(shop, 'First')]).toEqual([[`${aliasOf(shop)}-1-1`], ['first']]);
    const old = { isShown: false, readFrom: '3', readAt: '2020-01-01T00:00:00Z' };
    await engine.ask('PUT', `/${aliasOf(shop)}/_doc/place`, JSON.stringify(old));
    await settled(shop);
    expect([await indices(), await brands(shop, 'First')]).toEqual([[`${aliasOf(shop)}-1-2`], ['first']]);
  });

  it('is searched by one statement for words, one for categories and one for cards', async () => {
    await settled(shop);
    const { result, count } = await withStatements(() => shop.rest({ path: '/api/v1/search?q=thing&facets=true' }));
    expect(result.status).toBe(200);
    expect(count).toBeLessThanOrEqual(3);
  });

  it('is said to be away while it is, lists go on, and nothing of that time is missed', async () => {
    proxy.hold();
    await shop.make({ slug: 'meanwhile', brand: 'Meanwhile' });
    expect((await shop.rest({ path: '/api/v1/products' })).body.items[0].slug).toBe('meanwhile');
    const { status, body } = await shop.rest({ path: '/api/v1/search?q=thing' });
    expect([status, body.code]).toEqual([503, 'SEARCH_UNAVAILABLE']);
    proxy.release();
    await waitFor('the product', async () => (await brands(shop, 'Meanwhile').catch(() => [])).length === 1, 30_000);
  }, 60_000);
});

describe('the configuration of search', () => {
  const given = { NODE_ENV: 'production', CATALOG_SEARCH_ALIAS: 'a', CATALOG_SEARCH_GENERATION: 1 } as const;

  it.each([
    ['nothing', { CATALOG_SEARCH_IN: 'process' as const }, []],
    ['an engine without an address', { CATALOG_SEARCH_IN: 'engine' as const }, ['CATALOG_SEARCH_IN']],
    [
      'an open way without a password',
      { CATALOG_SEARCH_IN: 'engine' as const, CATALOG_SEARCH_URL: 'http://engine:9200' },
      ['CATALOG_SEARCH_URL', 'CATALOG_SEARCH_SECRET'],
    ],
  ])('objects to %s as it should', (_, settings, names) => {
    const problems = SearchConfig.objections({
      CATALOG_SEARCH_URL: undefined,
      CATALOG_SEARCH_SECRET: undefined,
      ...given,
      ...settings,
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(names);
  });
});
