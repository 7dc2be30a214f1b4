import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CatalogShop, MANAGER } from './kit/catalog-shop.ts';
import { withStatements } from './kit/statements.ts';

describe("a manager's stock", () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const receive = (
    variantId: string,
    body: object,
    headers = {},
    as: { scopes: string[]; userId?: string } = MANAGER,
  ) => shop.rest({ method: 'POST', path: `/api/v1/stock/${variantId}/receipts`, body, headers, as });
  const set = (variantId: string, body: object) =>
    shop.rest({ method: 'PUT', path: `/api/v1/stock/${variantId}`, body, as: MANAGER });
  const reserve = (variantId: string, quantity: number) => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    return shop.ask('stock.requested.v1', { orderId: uuidv7(), lines: [{ variantId, quantity }], expiresAt });
  };

  it('grows by what arrives, with the reason in the ledger, and is told when there is some again', async () => {
    const { id, variants } = await shop.make({ variants: [{ stockOnHand: 0 }] });
    const variantId = variants[0]?.id ?? '';
    const { status, body } = await receive(variantId, { quantity: 7, reason: 'delivery 12' });
    expect([status, body]).toEqual([201, { onHand: 7, reserved: 0, allocated: 0, available: 7 }]);
    const ledger = await shop.database.query(
      'SELECT kind, on_hand_change, reason FROM stock_movement WHERE variant_id = $1',
      [variantId],
    );
    expect(ledger).toEqual([{ kind: 'RECEIVED', on_hand_change: 7, reason: 'delivery 12' }]);
    const told = await waitFor('the news', () => shop.events('product.availability-changed.v1', id)[0]);
    expect(told.data).toEqual({ productId: id, variantId, isInStock: true });
  });

  it('grows once under one idempotency key, and by every receipt without one', async () => {
    const variantId = await shop.makeVariant(0);
    const headers = { 'idempotency-key': uuidv7() };
    const as = { ...MANAGER, userId: uuidv7() };
    const delivery = { quantity: 5, reason: 'delivery' };
    const answers = [await receive(variantId, delivery, headers, as), await receive(variantId, delivery, headers, as)];
    expect(answers.map(({ body }) => body.onHand)).toEqual([5, 5]);
    expect(answers[1]?.headers['idempotency-replayed']).toBe('true');
    await Promise.all(Array.from({ length: 10 }, () => receive(variantId, { quantity: 1, reason: 'one more' })));
    expect(await shop.level(variantId)).toMatchObject({ onHand: 15 });
  });

  it('is what was counted, but never less than what is promised', async () => {
    const variantId = await shop.makeVariant(10);
    await reserve(variantId, 4);
    expect((await set(variantId, { onHand: 6, reason: 'count' })).body).toEqual({
      onHand: 6,
      reserved: 4,
      allocated: 0,
      available: 2,
    });
    const refused = await set(variantId, { onHand: 3, reason: 'count' });
    expect([refused.status, refused.body.code, refused.body.promised]).toEqual([409, 'STOCK_BELOW_PROMISED', 4]);
    expect((await set(variantId, { onHand: 6, reason: 'count again' })).status).toBe(200);
    const ledger = await shop.database.query(
      "SELECT on_hand_change FROM stock_movement WHERE variant_id = $1 AND kind = 'CORRECTED'",
      [variantId],
    );
    expect(ledger).toEqual([{ on_hand_change: -4 }]);
  });

  it('is changed by GraphQL as well, refusals as data', async () => {
    const variantId = await shop.makeVariant(2);
    await reserve(variantId, 2);
    const { body } = await shop.graphql(
      `mutation ($variantId: ID!) {
        more: receiveStock(input: { variantId: $variantId, quantity: 3, reason: "delivery" }) { stock { onHand available } errors { code } }
        less: setStock(input: { variantId: $variantId, onHand: 1, reason: "count" }) { stock { onHand } errors { code } }
      }`,
      { variantId },
      { as: MANAGER },
    );
    expect(body.data).toEqual({
      more: { stock: { onHand: 5, available: 3 }, errors: [] },
      less: { stock: null, errors: [{ code: 'STOCK_BELOW_PROMISED' }] },
    });
  });

  it('has a largest number', async () => {
    const variantId = await shop.makeVariant(0);
    await set(variantId, { onHand: 1_000_000_000, reason: 'a lot' });
    expect((await receive(variantId, { quantity: 1, reason: 'more' })).body.code).toBe('STOCK_TOO_LARGE');
  });

  it('refuses unknown variants, senseless numbers and strangers', async () => {
    const variantId = await shop.makeVariant(0);
    expect((await receive(uuidv7(), { quantity: 1, reason: 'x' })).status).toBe(404);
    expect((await receive('x', { quantity: 1, reason: 'x' })).status).toBe(400);
    for (const quantity of [0, -1, 1.5, 1_000_001, '1'])
      expect((await receive(variantId, { quantity, reason: 'x' })).status).toBe(400);
    expect((await receive(variantId, { quantity: 1, reason: 'x' }, {}, { scopes: ['catalog:write:any'] })).status).toBe(
      403,
    );
    const graphql = await shop.graphql(
      'mutation { setStock(input: { variantId: "x", onHand: 1, reason: "x" }) { stock { onHand } } }',
      {},
      { as: MANAGER },
    );
    expect(graphql.body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });
});

describe('quotes', () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const quote = (body: object, caller = 'cart') =>
    shop.rest({ method: 'POST', path: '/internal/quotes', body, caller });

  const wanted = (variantIds: readonly string[], currency = 'EUR') => ({
    items: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
    currency,
  });

  it('say what variants cost in one currency and whether they can be bought, in one statement', async () => {
    const sold = await shop.make({
      slug: 'sold',
      variants: [{ sku: 'SOLD', name: { en: 'Sold', ru: 'Продано' }, stockOnHand: 3 }],
    });
    const draft = await shop.make({ status: 'DRAFT' });
    const off = await shop.make({ variants: [{ isEnabled: false }] });
    const ids = [sold, draft, off].map(({ variants }) => variants[0]?.id ?? '');
    const { result, count } = await withStatements(() => quote(wanted([...ids, uuidv7()])));
    expect([result.status, count]).toEqual([200, 1]);
    const quotes = new Map<string, object>(
      result.body.quotes.map((each: { variantId: string }) => [each.variantId, each]),
    );
    expect([...quotes.keys()].toSorted()).toEqual(ids.toSorted());
    expect(quotes.get(ids[0] ?? '')).toEqual({
      variantId: ids[0],
      productId: sold.id,
      slug: 'sold',
      sku: 'SOLD',
      name: { en: 'Sold', ru: 'Продано' },
      unitPrice: { amount: '1000', currency: 'EUR' },
      isTaxIncluded: true,
      taxCategory: 'STANDARD',
      categoryIds: expect.any(Array),
      weightGrams: expect.any(Number),
      available: 3,
      isPurchasable: true,
    });
    expect(ids.slice(1).map((id) => (quotes.get(id) as { isPurchasable: boolean }).isPurchasable)).toEqual([
      false,
      false,
    ]);
    const inYen = await quote(wanted(ids, 'JPY'));
    expect(inYen.body.quotes[0].unitPrice).toBeNull();
  });

  it('are for services only', async () => {
    const body = wanted([uuidv7()]);
    expect((await quote(body, 'orders')).status).toBe(200);
    expect((await quote(body, 'gateway')).status).toBe(403);
    expect((await quote({ ...body, items: [] })).status).toBe(400);
  });
});
