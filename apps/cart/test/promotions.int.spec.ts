import { CartModule, FillDemoPromotions } from '@tovar/cart';
import { TestShop } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { promotionBody } from './builders.ts';
import { CartClient, STAFF } from './cart-client.ts';
import { FakeCatalog } from './fake-catalog.ts';

const catalog = new FakeCatalog();
let shop: TestShop;
const client = new CartClient(() => shop);

beforeAll(async () => {
  shop = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve } });
});
afterAll(() => shop.stop());

function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, more: object = {}) {
  return shop.request('cart', { method, path, as: STAFF, ...more });
}

describe('promotions', () => {
  it('are made, read, replaced and removed by REST, each write on a version', async () => {
    const fields = { codes: ['rest-10'], conditions: { minimumQuantity: 2 }, useLimit: 5 };
    const created = await ask('POST', '/api/v1/promotions', { body: promotionBody(fields) });
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: { version: 1, codes: ['REST-10'], conditions: { minimumQuantity: 2 }, useLimit: 5, uses: 0 },
    });
    const path = `/api/v1/promotions/${created.body.id}`;
    const body = promotionBody({ codes: ['REST-15'], isEnabled: false });
    expect((await ask('PUT', path, { body })).status).toBe(400);
    const replaced = await ask('PUT', path, { body, headers: { 'if-match': '"1"' } });
    expect(replaced).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2, codes: ['REST-15'] } });
    const stale = await ask('PUT', path, { body, headers: { 'if-match': '"1"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED', currentVersion: 2 } });

    expect((await ask('GET', '/api/v1/promotions?code=rest-15')).body.items).toMatchObject([{ id: created.body.id }]);
    expect((await ask('DELETE', path, { headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect((await ask('DELETE', path, { headers: { 'if-match': '"2"' } })).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('are made, read, replaced and removed by GraphQL', async () => {
    const run = async (query: string, variables: object) =>
      (await shop.graphql('cart', query, variables, { as: STAFF })).body;
    const input = {
      name: { en: 'Three for two', ru: 'Три по цене двух' },
      codes: ['graph'],
      conditions: { minimumSubtotal: [{ amount: '1000', currency: 'EUR' }] },
      actions: [{ kind: 'BUY_X_GET_Y', buy: 2, get: 1 }],
    };
    const fields = `id version name(locale: RU) codes conditions { minimumSubtotal { decimal } minimumQuantity }
      actions { kind layer basisPoints buy get }`;
    const create = `mutation ($input: PromotionInput!) {
      createPromotion(input: $input) { promotion { ${fields} } errors { code } }
    }`;
    const { data } = await run(create, { input });
    const { promotion } = data.createPromotion;
    expect(promotion).toMatchObject({
      version: 1,
      name: 'Три по цене двух',
      codes: ['GRAPH'],
      conditions: { minimumSubtotal: [{ decimal: '10.00' }], minimumQuantity: null },
      actions: [{ kind: 'BUY_X_GET_Y', layer: null, basisPoints: 10_000, buy: 2, get: 1 }],
    });
    expect((await run(create, { input })).data.createPromotion).toEqual({
      promotion: null,
      errors: [{ code: 'PROMOTION_CODE_TAKEN' }],
    });

    const replace = `mutation ($id: ID!, $version: Int!, $input: PromotionInput!) {
      replacePromotion(id: $id, expectedVersion: $version, input: $input) {
        promotion { version codes } errors { code ... on VersionConflictError { currentVersion } }
      }
    }`;
    const changes = { id: promotion.id, version: 1, input: { ...input, codes: null } };
    expect((await run(replace, changes)).data.replacePromotion.promotion).toEqual({ version: 2, codes: [] });
    expect((await run(replace, changes)).data.replacePromotion.errors).toEqual([
      { code: 'CONFLICT', currentVersion: 2 },
    ]);

    const page = await run('{ promotions(first: 100) { edges { node { id name } } pageInfo { hasNextPage } } }', {});
    expect(page.data.promotions.edges).toContainEqual({ node: { id: promotion.id, name: 'Three for two' } });
    const remove = `mutation ($id: ID!) { removePromotion(id: $id, expectedVersion: 2) { removedId errors { code } } }`;
    expect((await run(remove, { id: promotion.id })).data.removePromotion).toEqual({
      removedId: promotion.id,
      errors: [],
    });
    expect((await run('query ($id: ID!) { promotion(id: $id) { id } }', { id: promotion.id })).data).toEqual({
      promotion: null,
    });
  });

  it('are listed in pages, the newest first, with one statement', async () => {
    for (let count = 0; count < 3; count += 1) await client.promote({ codes: [`PAGE-${count}`], isEnabled: false });
    const first = await ask('GET', '/api/v1/promotions?limit=2');
    expect(first.body.items.map(({ codes }: { codes: string[] }) => codes[0])).toEqual(['PAGE-2', 'PAGE-1']);
    expect(first.statements).toBe(1);
    const next = await ask('GET', `/api/v1/promotions?limit=1&cursor=${first.body.nextCursor}`);
    expect(next.body.items).toMatchObject([{ codes: ['PAGE-0'] }]);
  });

  it.each([
    ['nothing to take off', { actions: [] }],
    ['more than everything', { actions: [{ kind: 'PERCENT_OFF', layer: 'LINES', basisPoints: 10_001 }] }],
    [
      'a negative amount',
      { actions: [{ kind: 'AMOUNT_OFF', layer: 'ORDER', amounts: [{ amount: '-5', currency: 'EUR' }] }] },
    ],
    ['a code of two letters', { codes: ['AB'] }],
    ['an end before the beginning', { startsAt: new Date('2126-01-02'), endsAt: new Date('2126-01-01') }],
    ['an unknown key', { isFree: true }],
    ['an unknown condition', { conditions: { weather: 'sunny' } }],
  ])('[PRICE-05] refuse %s', async (_, fields) => {
    const body = { ...promotionBody(), ...fields };
    expect((await ask('POST', '/api/v1/promotions', { body })).body.code).toBe('INVALID_INPUT');
  });

  it('are the business of staff', async () => {
    const customer = { userId: uuidv7() };
    expect((await ask('GET', '/api/v1/promotions', { as: customer })).status).toBe(403);
    const reader = { scopes: ['promotions:read:any'] };
    expect((await ask('POST', '/api/v1/promotions', { body: promotionBody(), as: reader })).status).toBe(403);
    expect((await ask('GET', '/api/v1/promotions', { as: reader })).status).toBe(200);
  });
});

describe('the demo shop', () => {
  it('is given its promotions and tax rates once', async () => {
    const demo = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve } });
    try {
      const fill = demo.running.app('cart').get(FillDemoPromotions);
      expect(await fill.execute({ seed: 1, size: 'small' })).toEqual({ isFilled: true });
      expect(await fill.execute({ seed: 1, size: 'small' })).toEqual({ isFilled: false });
      const { body } = await demo.request('cart', { path: '/api/v1/promotions', as: STAFF });
      expect(body.items).toHaveLength(5);
      const lines = [{ variantId: catalog.variant({ unitPrice: { amount: '11900', currency: 'EUR' } }), quantity: 1 }];
      const input = { lines, codes: ['welcome10'] };
      const made = await demo.request('cart', { method: 'POST', path: '/api/v1/carts', body: input });
      expect(made.body.cart).toMatchObject({ total: { amount: '10710' }, taxTotal: { amount: '1710' } });
    } finally {
      await demo.stop();
    }
  });
});

describe('carts', () => {
  it('are priced by a promotion as soon as it is made, changed or switched off, and never read it', async () => {
    const categoryId = uuidv7();
    const cart = await client.guest({
      lines: [{ variantId: catalog.variant({ categoryIds: [categoryId] }), quantity: 2 }],
    });
    const { id } = await client.promote({ conditions: { categoryIds: [categoryId] } });
    const cheaper = await client.sees(cart, ({ total }) => total.amount === '1800');
    expect(cheaper).toMatchObject({
      subtotal: { amount: '2000' },
      discountTotal: { amount: '200' },
      lines: [{ discounts: [{ promotionId: id, code: null, name: { en: 'Ten percent' }, amount: { amount: '200' } }] }],
    });
    expect((await client.read(cart)).statements).toBe(1);

    const body = promotionBody({ conditions: { categoryIds: [categoryId] }, isEnabled: false });
    await ask('PUT', `/api/v1/promotions/${id}`, { body, headers: { 'if-match': '"1"' } });
    await client.sees(cart, ({ total }) => total.amount === '2000');
  });

  it('show the tax of the country that they go to', async () => {
    const rates = [
      { country: 'DE', category: 'STANDARD', basisPoints: 1_900, validFrom: '2020-01-01T00:00:00Z' },
      { country: 'DE', category: 'STANDARD', basisPoints: 2_500, validFrom: '2126-01-01T00:00:00Z' },
    ];
    for (const body of rates) expect((await ask('PUT', '/api/v1/tax-rates', { body })).status).toBe(200);
    const cart = await client.guest({ lines: [{ variantId: catalog.variant(), quantity: 1 }] });
    const taxed = await client.sees(cart, ({ taxTotal }) => taxTotal.amount !== '0');
    expect(taxed).toMatchObject({
      total: { amount: '1000' },
      taxTotal: { amount: '160' },
      lines: [{ tax: { category: 'STANDARD', rateBasisPoints: 1_900, isIncluded: true, amount: { amount: '160' } } }],
    });
    expect((await ask('GET', '/api/v1/tax-rates')).body.items).toMatchObject([
      { country: 'DE', basisPoints: 2_500 },
      { country: 'DE', basisPoints: 1_900 },
    ]);
    const query = '{ taxRates(first: 1) { edges { node { country basisPoints } } pageInfo { hasNextPage } } }';
    const { body } = await shop.graphql('cart', query, {}, { as: STAFF });
    expect(body.data.taxRates).toEqual({
      edges: [{ node: { country: 'DE', basisPoints: 2_500 } }],
      pageInfo: { hasNextPage: true },
    });
  });
});
