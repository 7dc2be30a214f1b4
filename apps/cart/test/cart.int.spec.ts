import { TestShop } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CartModule } from '@tovar/cart';
import { MOST_TRIES } from '../src/commands/until-saved.ts';
import { FakeCatalog } from './fake-catalog.ts';

const catalog = new FakeCatalog();
let shop: TestShop;

beforeAll(async () => {
  shop = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve } });
});
afterAll(() => shop.stop());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

async function aGuestCart(): Promise<{ id: string; token: string; headers: Record<string, string> }> {
  const { body } = await shop.request('cart', { method: 'POST', path: '/api/v1/carts', body: {} });
  return { id: body.cart.id, token: body.token, headers: { 'x-cart-token': body.token } };
}

async function aCustomerCart(userId: string): Promise<string> {
  const { body } = await shop.request('cart', { method: 'POST', path: '/api/v1/carts', body: {}, as: { userId } });
  return body.cart.id;
}

function add(id: string, variantId: string, quantity: unknown = 1, more: object = {}) {
  return shop.request('cart', {
    method: 'POST',
    path: `/api/v1/carts/${id}/lines`,
    body: { variantId, quantity },
    ...more,
  });
}

describe("a guest's cart", () => {
  it('is opened by a token that is told once and kept as a hash', async () => {
    const { id, token, headers } = await aGuestCart();
    const read = await shop.request('cart', { path: `/api/v1/carts/${id}`, headers });
    const stored = await shop.running.process.durableStore.get('cart', `guest:${id}`);

    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(read).toMatchObject({
      status: 200,
      body: { id, version: 1, currency: 'EUR', lines: [], total: { amount: '0' } },
    });
    expect(JSON.stringify([read.body, stored])).not.toContain(token);
  });

  it.each(['', '(input: null)', '(input: {})', '(input: { currency: null })'])(
    'is in EUR when createCart%s names no currency',
    async (input) => {
      const { body } = await shop.graphql('cart', `mutation { createCart${input} { cart { currency } } }`);
      expect(body.data.createCart.cart).toEqual({ currency: 'EUR' });
    },
  );

  it('sums lines of one variant and prices them with one request to catalog', async () => {
    const { id, headers } = await aGuestCart();
    const [kettle, cup] = [catalog.variant(), catalog.variant({ unitPrice: { amount: '250', currency: 'EUR' } })];
    await add(id, kettle, 1, { headers });
    await add(id, cup, 2, { headers });
    await add(id, kettle, 2, { headers });
    catalog.asked.length = 0;

    const { body, headers: answer } = await shop.request('cart', { path: `/api/v1/carts/${id}`, headers });
    expect(body.lines).toMatchObject([
      { variantId: kettle, quantity: 3, unitPrice: { decimal: '10.00' }, total: { amount: '3000' } },
      { variantId: cup, quantity: 2, total: { amount: '500', currency: 'EUR', decimal: '5.00' } },
    ]);
    expect(body.total).toEqual({ amount: '3500', currency: 'EUR', decimal: '35.00' });
    expect(answer).toMatchObject({ etag: `"${body.version}"`, 'cache-control': 'no-store' });
    expect(catalog.asked).toEqual([[kettle, cup]]);
  });

  it('is changed, emptied and addressed', async () => {
    const { id, headers } = await aGuestCart();
    const [kettle, cup] = [catalog.variant(), catalog.variant()];
    await add(id, kettle, 1, { headers });
    await add(id, cup, 1, { headers });
    const path = `/api/v1/carts/${id}`;
    const patch = (suffix: string, body: object) =>
      shop.request('cart', { method: 'PATCH', path: path + suffix, body, headers });

    expect((await patch(`/lines/${kettle}`, { quantity: 4 })).body.lines[0]).toMatchObject({ quantity: 4 });
    expect((await patch(`/lines/${uuidv7()}`, { quantity: 4 })).body).toMatchObject({
      code: 'CART_LINE_MISSING',
      status: 404,
    });
    expect((await patch('', { email: 'anna@example.com' })).body).toMatchObject({
      email: 'anna@example.com',
      problems: [],
    });
    const removed = await shop.request('cart', { method: 'DELETE', path: `${path}/lines/${cup}`, headers });
    expect(removed.body.lines).toHaveLength(1);
    const cleared = await shop.request('cart', { method: 'DELETE', path: `${path}/lines`, headers });
    expect(cleared.body).toMatchObject({ lines: [], problems: [{ code: 'CART_EMPTY' }] });
  });

  it('says what blocks an order, and does not take what is not for sale', async () => {
    const { id, headers } = await aGuestCart();
    const scarce = catalog.variant({ available: 1 });
    const { body } = await add(id, scarce, 2, { headers });
    expect(body.problems).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', variantId: scarce, available: 1 },
      { code: 'EMAIL_MISSING' },
    ]);

    catalog.variant({ variantId: scarce, unitPrice: { amount: '1100', currency: 'EUR' } });
    const dearer = await shop.request('cart', { path: `/api/v1/carts/${id}`, headers });
    expect(dearer.body.lines[0].problems).toMatchObject([
      { code: 'PRICE_CHANGED', previousPrice: { decimal: '10.00' } },
    ]);

    expect((await add(id, uuidv7(), 1, { headers })).body).toMatchObject({ code: 'VARIANT_NOT_FOR_SALE', status: 422 });
    const hidden = catalog.variant({ isPurchasable: false });
    expect((await add(id, hidden, 1, { headers })).body.code).toBe('VARIANT_NOT_FOR_SALE');
  });

  it('stays as it is while catalog is down', async () => {
    const { id, headers } = await aGuestCart();
    const kettle = catalog.variant();
    await add(id, kettle, 2, { headers });
    catalog.isDown = true;
    const down = await shop.request('cart', { path: `/api/v1/carts/${id}`, headers });
    catalog.isDown = false;
    const up = await shop.request('cart', { path: `/api/v1/carts/${id}`, headers });
    expect(down).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE', service: 'catalog' } });
    expect(up.body.lines).toMatchObject([{ variantId: kettle, quantity: 2 }]);
  });

  it('loses nothing to writes at the same time', async () => {
    const { id, headers } = await aGuestCart();
    const variants = Array.from({ length: 10 }, () => catalog.variant());
    const answers = await Promise.all(
      [...variants, ...variants].map((variantId) => add(id, variantId, 1, { headers })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const { body } = await shop.request('cart', { path: `/api/v1/carts/${id}`, headers });
    expect(body.lines.map((line: { quantity: number }) => line.quantity)).toEqual(variants.map(() => 2));
  });
});

describe('input', () => {
  it.each([0, -1, 1.5, 1e9, '1', null, 2 ** 53, '-0'])(
    '[PRICE-04] refuses the quantity %p and writes nothing',
    async (quantity) => {
      const { id, headers } = await aGuestCart();
      const { status, body } = await add(id, catalog.variant(), quantity, { headers });
      const { body: cart } = await shop.request('cart', { path: `/api/v1/carts/${id}`, headers });
      expect([status, body.code]).toEqual([400, 'INVALID_INPUT']);
      expect(cart).toMatchObject({ version: 1, lines: [] });
    },
  );

  it.each(['price', 'unitPrice', 'total', 'currency', 'discount', 'customerId'])(
    '[PRICE-01] refuses the key "%s" in a line',
    async (key) => {
      const { id, headers } = await aGuestCart();
      const body = { variantId: catalog.variant(), quantity: 1, [key]: '1' };
      const answer = await shop.request('cart', { method: 'POST', path: `/api/v1/carts/${id}/lines`, body, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    },
  );

  it('refuses ids, currencies, addresses and ETags that are none', async () => {
    const { id, headers } = await aGuestCart();
    const path = `/api/v1/carts/${id}`;
    const refused = await Promise.all([
      shop.request('cart', { path: '/api/v1/carts/42', headers }),
      shop.request('cart', { method: 'POST', path: '/api/v1/carts', body: { currency: 'EURO' } }),
      shop.request('cart', { method: 'PATCH', path, body: { email: 'anna' }, headers }),
      shop.request('cart', { method: 'DELETE', path: `${path}/lines`, headers: { ...headers, 'if-match': 'three' } }),
    ]);
    expect(refused.map(({ body }) => body.code)).toEqual(refused.map(() => 'INVALID_INPUT'));
  });
});

describe("a customer's cart", () => {
  it('is one, however often it is created at once', async () => {
    const userId = uuidv7();
    const ids = await Promise.all(Array.from({ length: 10 }, () => aCustomerCart(userId)));
    expect(new Set(ids).size).toBe(1);
    const { body } = await shop.graphql('cart', '{ myCart { id } }', {}, { as: { userId } });
    expect(body.data.myCart.id).toBe(ids[0]);
  });

  it('takes twenty changes at once, and repeats none more often than it may', async () => {
    const userId = uuidv7();
    const id = await aCustomerCart(userId);
    const variantId = catalog.variant();
    const answers = await Promise.all(Array.from({ length: 20 }, () => add(id, variantId, 1, { as: { userId } })));
    const [taken, refused] = [
      answers.filter(({ status }) => status === 200),
      answers.filter(({ status }) => status !== 200),
    ];
    expect(taken.length).toBeGreaterThan(15);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [409, 'CONFLICT']));
    const { body: seen } = await shop.graphql('cart', '{ myCart { lines { quantity } } }', {}, { as: { userId } });
    expect(seen.data.myCart.lines).toEqual([{ quantity: taken.length }]);
    expect(Math.max(...answers.map(({ statements }) => statements))).toBeLessThanOrEqual(4 * MOST_TRIES);
  });

  it('changes its currency when it is created again in another', async () => {
    const userId = uuidv7();
    const id = await aCustomerCart(userId);
    await add(id, catalog.variant(), 1, { as: { userId } });
    const request = { method: 'POST', path: '/api/v1/carts', body: { currency: 'JPY' }, as: { userId } } as const;
    expect((await shop.request('cart', request)).body.cart).toMatchObject({
      id,
      currency: 'JPY',
      lines: [{ unitPrice: null, problems: [{ code: 'PRICE_MISSING' }] }],
    });
  });
});

describe('versions', () => {
  it('refuses a write that names another one: 412 by REST, data by GraphQL', async () => {
    const { id, token, headers } = await aGuestCart();
    await add(id, catalog.variant(), 1, { headers });
    const path = `/api/v1/carts/${id}/lines`;
    const stale = await shop.request('cart', { method: 'DELETE', path, headers: { ...headers, 'if-match': '"1"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED', currentVersion: 2 } });

    const query = `mutation ($input: ClearCartInput!) {
      clearCart(input: $input) { cart { id } errors { __typename code ... on VersionConflictError { currentVersion } } }
    }`;
    const { body } = await shop.graphql('cart', query, { input: { cartId: id, token, expectedVersion: 1 } });
    expect(body.data.clearCart).toEqual({
      cart: null,
      errors: [{ __typename: 'VersionConflictError', code: 'CONFLICT', currentVersion: 2 }],
    });

    const fresh = await shop.request('cart', { method: 'DELETE', path, headers: { ...headers, 'if-match': '"2"' } });
    expect(fresh).toMatchObject({ status: 200, body: { version: 3, lines: [] } });
  });
});

describe("[BOLA-01] somebody else's cart", () => {
  const routes: [Method, string, object | undefined][] = [
    ['GET', '', undefined],
    ['PATCH', '', { email: 'eve@example.com' }],
    ['POST', '/lines', { variantId: catalog.variant(), quantity: 1 }],
    ['DELETE', '/lines', undefined],
    ['PATCH', `/lines/${uuidv7()}`, { quantity: 2 }],
    ['DELETE', `/lines/${uuidv7()}`, undefined],
  ];

  it.each(routes)('answers %s %s like a missing one', async (method, suffix, body) => {
    const owner = uuidv7();
    const [guests, customers] = [await aGuestCart(), await aCustomerCart(owner)];
    const ask = (id: string, more: object) =>
      shop.request('cart', { method, path: `/api/v1/carts/${id}${suffix}`, body, ...more });
    const stranger = { userId: uuidv7() };
    await aCustomerCart(stranger.userId);
    const missing = await ask(uuidv7(), {});
    const answers = await Promise.all([
      ask(guests.id, {}),
      ask(guests.id, { headers: { 'x-cart-token': 'guess' } }),
      ask(guests.id, { as: stranger }),
      ask(customers, {}),
      ask(customers, { as: stranger }),
      ask(customers, { headers: { 'x-cart-token': guests.token } }),
    ]);
    for (const { status, body: problem } of [missing, ...answers]) {
      expect({ status, code: problem.code, title: problem.title }).toEqual({
        status: 404,
        code: 'NOT_FOUND',
        title: missing.body.title,
      });
    }
  });

  it("is null for other subgraphs, and the owner's own is not", async () => {
    const userId = uuidv7();
    const id = await aCustomerCart(userId);
    const guest = await aGuestCart();
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cart { id } } }';
    const ask = async (cartId: string, more: object) => {
      const representations = { r: [{ __typename: 'Cart', id: cartId, token: guest.token }] };
      return (await shop.graphql('cart', query, representations, more)).body.data;
    };
    expect(await ask(id, { as: { userId } })).toEqual({ _entities: [{ id }] });
    expect(await ask(id, { as: { userId: uuidv7() } })).toEqual({ _entities: [null] });
    expect(await ask(guest.id, {})).toEqual({ _entities: [null] });
  });
});

describe('the SQL statements of a cart', () => {
  it('are one for a new cart, two to add a line, and one to read its totals; catalog is asked once each time', async () => {
    const made = await shop.graphql('cart', 'mutation { createCart { cart { id } token } }');
    const { cart, token } = made.body.data.createCart;
    catalog.asked.length = 0;
    const addLine = 'mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { errors { code } } }';
    const input = { cartId: cart.id, token, variantId: catalog.variant(), quantity: 1 };
    const added = await shop.graphql('cart', addLine, { input });
    const query =
      'query ($id: ID!, $token: String) { cart(id: $id, token: $token) { total { amount } taxTotal { amount } } }';
    const read = await shop.graphql('cart', query, { id: cart.id, token });
    expect(read.body.data.cart.total).toEqual({ amount: '1000' });
    expect([made.statements, added.statements, read.statements]).toEqual([1, 2, 1]);
    expect(catalog.asked).toHaveLength(2);
  });
});
