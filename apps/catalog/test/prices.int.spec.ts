import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

const DAY_MS = 86_400_000;

describe('the price list', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const from = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const make = async () => {
    const { id, slug, variants } = await shop.make();
    return { id, slug, variantId: variants[0]?.id ?? '' };
  };
  const schedule = (productId: string, version: number, prices: readonly object[]) =>
    shop.rest({
      method: 'POST',
      path: `/api/v1/products/${productId}/prices`,
      headers: { 'if-match': `"${version}"` },
      body: { prices },
      as: MANAGER,
    });
  const quote = async (variantId: string): Promise<string> => {
    const body = { items: [{ variantId, quantity: 1 }], currency: 'EUR' };
    const answer = await shop.rest({ method: 'POST', path: '/internal/quotes', body, caller: 'cart' });
    return answer.body.quotes[0].unitPrice.amount;
  };
  const listed = async (slug: string): Promise<string | undefined> => {
    const { body } = await shop.rest({ path: '/api/v1/products?category=things&sort=PRICE_ASC&limit=100' });
    return body.items.find((item: { slug: string }) => item.slug === slug)?.price.money.amount;
  };
  const pricings = (id: string): number =>
    shop.events('product.changed.v1', id).filter(({ data }) => (data as { change: string }).change === 'PRICED').length;
  /** As if it had been so some time ago. */
  const remember = (variantId: string, amount: number, daysAgo: number, untilDaysAgo: number | null = null) =>
    shop.database.query(
      `INSERT INTO price (variant_id, currency, amount_minor, tax_included, valid_from, valid_to)
       VALUES ($1, 'EUR', $2, true, $3, $4)`,
      [
        variantId,
        amount,
        new Date(Date.now() - daysAgo * DAY_MS),
        untilDaysAgo === null ? null : new Date(Date.now() - untilDaysAgo * DAY_MS),
      ],
    );

  it('holds prices that begin later: quotes, pages and lists follow at that time', async () => {
    const { id, slug, variantId } = await make();
    const sale = { variantId, amount: '700', currency: 'EUR', validFrom: from(1_500) };
    expect((await schedule(id, 1, [sale, { ...sale, currency: 'KWD', amount: '1234' }])).status).toBe(204);
    await waitFor('the sale in the list', async () => (await listed(slug)) === '700');
    expect(await quote(variantId)).toBe('700');
    const { body } = await shop.rest({ path: `/api/v1/products/${slug}` });
    expect(body.prices.map(({ money }: { money: { decimal: string } }) => money.decimal).toSorted()).toEqual([
      '1.234',
      '7.00',
    ]);
    await waitFor('the news', () => pricings(id) === 1);
  });

  it('holds prices that end by themselves: what was there before is back', async () => {
    const { id, slug, variantId } = await make();
    const sale = { variantId, amount: '600', currency: 'EUR', validFrom: from(800), validTo: from(1_600) };
    expect((await schedule(id, 1, [sale])).status).toBe(204);
    await waitFor('begin and end', () => pricings(id) === 2);
    expect([await listed(slug), await quote(variantId)]).toEqual(['1000', '1000']);
  });

  it('is written by GraphQL alike', async () => {
    const { id, variantId } = await make();
    const query = `mutation ($input: SchedulePricesInput!) { schedulePrices(input: $input) {
      product { version } errors { code } } }`;
    const price = { variantId, amount: '500', currency: 'JPY', validFrom: from(DAY_MS), validTo: from(2 * DAY_MS) };
    const run = async (input: object) =>
      (await shop.graphql(query, { input: { productId: id, prices: [price], ...input } }, { as: MANAGER })).body.data
        .schedulePrices;
    expect(await run({ expectedVersion: 1 })).toEqual({ product: { version: 2 }, errors: [] });
    expect((await run({ expectedVersion: 2 })).errors).toEqual([{ code: 'PRICE_BEGINS_TWICE' }]);
    expect((await run({ expectedVersion: 1 })).errors).toEqual([{ code: 'CONFLICT' }]);
    const stranger = [{ ...price, variantId: uuidv7() }];
    expect((await run({ expectedVersion: 2, prices: stranger })).errors).toEqual([{ code: 'UNKNOWN_VARIANT' }]);
  });

  it.each([
    ['that has begun', { validFrom: '2020-01-01T00:00:00Z' }, 'prices.0.validFrom'],
    ['that ends before it begins', { validTo: '2020-01-01T00:00:00Z' }, 'prices.0.validTo'],
    ['that is no number', { amount: '1.5' }, 'prices.0.amount'],
    ['in no currency', { currency: 'ZZZ' }, 'prices.0.currency'],
    ['with something unknown about it', { margin: 3 }, 'prices.0'],
  ])('refuses a price %s', async (_, given, path) => {
    const { id, variantId } = await make();
    const price = { variantId, amount: '500', currency: 'EUR', validFrom: from(DAY_MS), ...given };
    const { body } = await schedule(id, 1, [price]);
    expect([body.code, body.errors.map((problem: { path: string }) => problem.path)]).toEqual([
      'INVALID_INPUT',
      [path],
    ]);
  });

  it('shows staff what a variant costs, cost and will cost, page by page in one statement', async () => {
    const { id, variantId } = await make();
    await remember(variantId, 900, 40);
    await schedule(id, 1, [
      { variantId, amount: '800', currency: 'EUR', validFrom: from(DAY_MS), validTo: from(2 * DAY_MS) },
    ]);
    const amounts: string[] = [];
    for (let path = `/api/v1/variants/${variantId}/prices?limit=2`; path;) {
      const { result, count } = await withStatements(() => shop.rest({ path, as: MANAGER }));
      expect(count).toBe(1);
      amounts.push(...result.body.items.map(({ money }: { money: { amount: string } }) => money.amount));
      path = /<(.*)>/.exec((result.headers.link as string | undefined) ?? '')?.[1] ?? '';
    }
    expect(amounts).toEqual(['800', '1000', '900']);
    const query = `{ priceHistory(variantId: "${variantId}", first: 1) {
      nodes { money { amount } validFrom validTo } pageInfo { hasNextPage } } }`;
    const { body } = await shop.graphql(query, {}, { as: MANAGER });
    expect(body.data.priceHistory).toEqual({
      nodes: [{ money: { amount: '800' }, validFrom: expect.any(String), validTo: expect.any(String) }],
      pageInfo: { hasNextPage: true },
    });
    const path = `/api/v1/variants/${variantId}/prices`;
    expect((await shop.rest({ path, as: { scopes: [] } })).status).toBe(403);
    expect((await shop.rest({ path: `${path}?cursor=x`, as: MANAGER })).body.code).toBe('INVALID_CURSOR');
  });

  it.each<[string, (variantId: string) => Promise<unknown>, string]>([
    ['today, when it never was another one', async () => undefined, '1000'],
    ['a sale that ended within them', (id) => remember(id, 300, 20, 19), '300'],
    ['no sale that ended before them', (id) => remember(id, 300, 50, 40), '1000'],
    ['one that began before them and held at their beginning', (id) => remember(id, 400, 60), '400'],
  ])('tells everybody the lowest price of 30 days: %s', async (_, history, amount) => {
    const { variantId, slug } = await make();
    await history(variantId);
    const { body } = await shop.rest({ path: `/api/v1/variants/${variantId}/lowest-recent-price` });
    expect(body.money.amount).toBe(amount);
    const query = `{ product(slug: "${slug}") { variants { lowestRecentPrice { money { amount } } yen: lowestRecentPrice(currency: "JPY") { taxIncluded } } } }`;
    expect((await shop.graphql(query)).body.data.product.variants).toEqual([
      { lowestRecentPrice: { money: { amount } }, yen: null },
    ]);
  });

  it('tells nobody prices of what is not published', async () => {
    const { variants } = await shop.make({ status: 'DRAFT' });
    const { status } = await shop.rest({ path: `/api/v1/variants/${variants[0]?.id}/lowest-recent-price` });
    expect(status).toBe(404);
  });
});

describe('prices by quantity', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const make = async () => {
    const { id, slug, variants } = await shop.make();
    return { id, slug, variantId: variants[0]?.id ?? '' };
  };
  const set = (productId: string, variantId: string, version: number, steps: readonly object[]) =>
    shop.rest({
      method: 'PUT',
      path: `/api/v1/products/${productId}/variants/${variantId}/quantity-prices/EUR`,
      headers: { 'if-match': `"${version}"` },
      body: { steps },
      as: MANAGER,
    });
  const quotes = async (variantId: string, quantities: readonly number[]): Promise<string[]> => {
    const each = quantities.map(async (quantity) => {
      const body = { items: [{ variantId, quantity }], currency: 'EUR' };
      const answer = await shop.rest({ method: 'POST', path: '/internal/quotes', body, caller: 'cart' });
      return answer.body.quotes[0].unitPrice.amount as string;
    });
    return Promise.all(each);
  };
  const STEPS = [
    { minimumQuantity: 3, amount: '900' },
    { minimumQuantity: 10, amount: '700' },
  ];

  it('count from their quantity on', async () => {
    const { id, variantId } = await make();
    expect((await set(id, variantId, 1, STEPS)).status).toBe(204);
    expect(await quotes(variantId, [1, 2, 3, 9, 10, 9_999])).toEqual(['1000', '1000', '900', '900', '700', '700']);
  });

  it('never cost more than the price of one', async () => {
    const { id, variantId } = await make();
    await set(id, variantId, 1, [{ minimumQuantity: 2, amount: '5000' }]);
    expect(await quotes(variantId, [2])).toEqual(['1000']);
  });

  it('are replaced as a whole: what is not named ends', async () => {
    const { id, variantId } = await make();
    await set(id, variantId, 1, STEPS);
    await set(id, variantId, 2, [{ minimumQuantity: 10, amount: '800' }]);
    expect(await quotes(variantId, [3, 10])).toEqual(['1000', '800']);
    await set(id, variantId, 3, []);
    expect(await quotes(variantId, [10])).toEqual(['1000']);
  });

  it('are shown to everybody, and written by GraphQL alike', async () => {
    const { id, slug, variantId } = await make();
    const query = `mutation ($input: SetQuantityPricesInput!) { setQuantityPrices(input: $input) {
      product { version } errors { code } } }`;
    const input = { productId: id, variantId, currency: 'EUR', expectedVersion: 1, steps: STEPS };
    const run = async (change: object) =>
      (await shop.graphql(query, { input: { ...input, ...change } }, { as: MANAGER })).body.data.setQuantityPrices;
    expect(await run({})).toEqual({ product: { version: 2 }, errors: [] });
    expect((await run({})).errors).toEqual([{ code: 'CONFLICT' }]);
    expect((await run({ expectedVersion: 2, variantId: uuidv7() })).errors).toEqual([{ code: 'UNKNOWN_VARIANT' }]);
    const shown = [
      { minimumQuantity: 3, money: { decimal: '9.00' } },
      { minimumQuantity: 10, money: { decimal: '7.00' } },
    ];
    const page = `{ product(slug: "${slug}") { variants { quantityPrices { minimumQuantity money { decimal } } } } }`;
    expect((await shop.graphql(page)).body.data.product.variants).toEqual([{ quantityPrices: shown }]);
    const { body } = await shop.rest({ path: `/api/v1/variants/${variantId}/quantity-prices` });
    expect(body.items).toMatchObject(shown);
    const inYen = await shop.rest({ path: `/api/v1/variants/${variantId}/quantity-prices?currency=JPY` });
    expect(inYen.body).toEqual({ items: [] });
  });

  it.each([
    ['from one unit on', [{ minimumQuantity: 1, amount: '900' }]],
    ['that begin twice', [STEPS[0], STEPS[0]]],
    ['that cost more for more', [STEPS[0], { minimumQuantity: 10, amount: '900' }]],
    ['that are no number', [{ minimumQuantity: 2, amount: '9.5' }]],
    ['with something unknown about them', [{ ...STEPS[0], margin: 3 }]],
  ])('refuse steps %s', async (_, steps) => {
    const { id, variantId } = await make();
    expect((await set(id, variantId, 1, steps as object[])).body.code).toBe('INVALID_INPUT');
  });
});

describe("the ledger of a variant's stock", () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  it('is read by staff, the latest movement first, page by page in one statement', async () => {
    const variantId = await shop.makeVariant(5);
    const body = { quantity: 3, reason: 'Delivery 7' };
    await shop.rest({ method: 'POST', path: `/api/v1/stock/${variantId}/receipts`, body, as: MANAGER });
    const path = `/api/v1/stock/${variantId}/movements`;
    const { result, count } = await withStatements(() => shop.rest({ path: `${path}?limit=1`, as: MANAGER }));
    expect([result.body.items, count]).toMatchObject([
      [{ kind: 'RECEIVED', reason: 'Delivery 7', onHandChange: 3 }],
      1,
    ]);
    const query = `query ($after: String) { stockMovements(variantId: "${variantId}", after: $after) {
      nodes { kind onHandChange reservedChange allocatedChange } pageInfo { hasNextPage } } }`;
    const next = await shop.graphql(query, { after: result.body.nextCursor }, { as: MANAGER });
    expect(next.body.data.stockMovements).toEqual({
      nodes: [{ kind: 'INITIAL', onHandChange: 5, reservedChange: 0, allocatedChange: 0 }],
      pageInfo: { hasNextPage: false },
    });
    expect((await shop.rest({ path, as: { scopes: ['catalog:write:any'] } })).status).toBe(403);
    expect((await shop.rest({ path: `${path}?limit=0`, as: MANAGER })).body.code).toBe('INVALID_PAGE_SIZE');
  });
});
