import { waitFor } from '@tovar/testing';
import { FillDemoCatalog } from '../src/index.ts';
import { CatalogShop } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

describe('the demo catalogue', () => {
  let shop: CatalogShop;
  let fill: FillDemoCatalog;

  beforeAll(async () => {
    shop = await CatalogShop.empty();
    fill = shop.get(FillDemoCatalog);
  });
  afterAll(() => shop.stop());

  it('fills an empty shop, showing how far it is', async () => {
    const progress: number[][] = [];
    const onProgress = (done: number, total: number) => void progress.push([done, total]);
    expect(await fill.execute({ seed: 1, size: 'small', onProgress })).toEqual({ isFilled: true });
    expect(progress).toEqual([
      [0, 120],
      [60, 120],
      [120, 120],
    ]);
    const { body } = await shop.graphql(
      '{ products(first: 1) { totalCount nodes { slug variants { availability } } } search(text: "flash sale") { totalCount } }',
    );
    expect(body.data.products.totalCount).toBe(60);
    expect(body.data.products.nodes[0].slug).toMatch(/^flash-sale/);
    expect(body.data.search.totalCount).toBe(1);
  });

  it('tells of every product, so that whoever reads the log knows them', async () => {
    const products = await shop.database.query<{ id: string }>('SELECT id FROM product');
    await waitFor('the news of all products', () =>
      products.every(({ id }) => shop.events('product.changed.v1', id).length === 1),
    );
  });

  it('leaves a shop alone that has anything in it', async () => {
    expect(await fill.execute({ seed: 2, size: 'small' })).toEqual({ isFilled: false });
    const { body } = await shop.graphql('{ products { totalCount } }');
    expect(body.data.products.totalCount).toBe(60);
  });

  it('begins the ledger of its stock', async () => {
    const differing = await shop.database.query(`
      SELECT variant_id FROM stock LEFT JOIN stock_movement m USING (variant_id) WHERE on_hand <> coalesce(m.on_hand_change, 0)`);
    expect(differing).toEqual([]);
  });

  it('has pictures that may be kept for ever and cannot do anything', async () => {
    const { body } = await shop.graphql(
      '{ products(first: 3) { nodes { picture { url alt(locale: RU) } pictures { url } variants { picture { url } } } } }',
    );
    for (const { picture, pictures, variants } of body.data.products.nodes) {
      expect(picture.url).toBe(pictures[0].url);
      for (const variant of variants) expect(pictures).toContainEqual(variant.picture);
    }
    const { result, count } = await withStatements(() => shop.rest({ path: body.data.products.nodes[0].picture.url }));
    expect(count).toBe(1);
    expect(result.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
    expect(result.body).toMatch(/^<svg /);
  });

  it('lets nobody keep the news that a picture is missing', async () => {
    const { status, headers } = await shop.rest({ path: `/api/v1/pictures/${'0'.repeat(64)}` });
    expect([status, headers['cache-control']]).toEqual([404, undefined]);
  });

  it('answers what a shop window asks in at most three statements', async () => {
    const card = 'slug name price { money { decimal } } picture { url } availability category { name }';
    const full = `${card} description attributes { label text } breadcrumb { name } pictures { url } variants { sku prices { money { decimal } } availability }`;
    const { body } = await shop.graphql('{ products(first: 1) { nodes { slug } } }');
    const questions = [
      `{ products(category: "electronics", first: 24) { totalCount nodes { ${card} } pageInfo { endCursor } } }`,
      `{ products(first: 24, sort: PRICE_ASC) { totalCount nodes { ${full} } } }`,
      `{ search(text: "black", first: 24) { totalCount nodes { ${full} } } }`,
      `{ product(slug: "${body.data.products.nodes[0].slug}") { ${full} category { parent { name } } } }`,
    ];
    for (const question of questions) {
      const { result, count } = await withStatements(() => shop.graphql(question));
      expect(result.body.errors).toBeUndefined();
      expect(count).toBeLessThanOrEqual(3);
    }
  });
});
