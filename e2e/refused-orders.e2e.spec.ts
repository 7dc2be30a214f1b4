import { randomUUID } from 'node:crypto';
import { Buyer, type FilledCart } from './support/buyer.ts';
import { flashSaleVariant, plentifulVariant } from './support/catalogue.ts';
import { RawClient } from './support/raw-client.ts';
import { ShopProcess } from './support/shop-process.ts';

const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order { id }
    errors {
      __typename code
      ... on TotalChangedError { currentTotal { amount currency } }
      ... on CartChangedError { currentVersion }
      ... on InsufficientStockError { requested available }
    }
  }
}`;
const CANCEL =
  'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { status } errors { code } } }';

describe('an order is refused', () => {
  let shop: ShopProcess;
  let client: RawClient;
  let guest: Buyer;
  let cart: FilledCart;

  beforeAll(async () => {
    shop = await (await ShopProcess.onNewFolder()).start();
    client = new RawClient(shop.url);
    guest = new Buyer(shop.url);
  });
  beforeEach(async () => {
    cart = await guest.fillCart(await plentifulVariant(guest.shop));
  });
  afterAll(() => shop.remove());

  const byGraphQL = (wish: object = {}) =>
    client.graphql(PLACE, {
      input: { ...wishFor(cart), cartToken: cart.token, idempotencyKey: randomUUID(), ...wish },
    });
  const byRest = (wish: object = {}, key: string = randomUUID()) =>
    client.sendJson(
      'POST',
      '/api/v1/orders',
      { ...wishFor(cart), ...wish },
      { 'x-cart-token': cart.token ?? '', ...(key ? { 'idempotency-key': key } : {}) },
    );

  it('[PRICE-02] for another total, and the right one is told', async () => {
    const expectedTotal = { ...cart.total, amount: '1' };
    const { body } = await byGraphQL({ expectedTotal });
    expect(body.data.placeOrder).toEqual({
      order: null,
      errors: [{ __typename: 'TotalChangedError', code: 'TOTAL_CHANGED', currentTotal: cart.total }],
    });
    const problem = await byRest({ expectedTotal });
    expect([problem.status, problem.body.code]).toEqual([409, 'TOTAL_CHANGED']);
    expect(problem.body.currentTotal).toMatchObject(cart.total);
  });

  it('for another version of the cart, and the right one is told', async () => {
    const expectedVersion = cart.version - 1;
    const { body } = await byGraphQL({ expectedVersion });
    const error = { __typename: 'CartChangedError', code: 'CART_CHANGED', currentVersion: cart.version };
    expect(body.data.placeOrder).toEqual({ order: null, errors: [error] });
    const problem = await byRest({ expectedVersion });
    expect([problem.status, problem.body.code, problem.body.currentVersion]).toEqual([
      409,
      'CART_CHANGED',
      cart.version,
    ]);
  });

  it('for more than there is, and it is told how many there are', async () => {
    cart = await guest.fillCart(await flashSaleVariant(guest.shop), 11);
    const { body } = await byGraphQL();
    const error = { __typename: 'InsufficientStockError', code: 'INSUFFICIENT_STOCK', requested: 11, available: 10 };
    expect(body.data.placeOrder).toEqual({ order: null, errors: [error] });
    const problem = await byRest();
    expect([problem.status, problem.body.code, problem.body.available]).toEqual([409, 'INSUFFICIENT_STOCK', 10]);
  });

  it('without a key that makes it repeatable, or with a bad one', async () => {
    const answers = [
      await byRest({}, ''),
      await byRest({}, 'short'),
      await byGraphQL({ idempotencyKey: 'short' }),
      await byGraphQL({ idempotencyKey: '' }),
    ];
    expect(answers.map(({ status, codes }) => [status, ...codes])).toEqual([
      [400, 'IDEMPOTENCY_KEY_MISSING'],
      [400, 'IDEMPOTENCY_KEY_INVALID'],
      [400, 'IDEMPOTENCY_KEY_INVALID'],
      [400, 'IDEMPOTENCY_KEY_INVALID'],
    ]);
  });

  it('[IDEM-02] under the key of another request', async () => {
    const key = randomUUID();
    const first = await byRest({}, key);
    const again = await byRest({}, key);
    expect([first.status, again.status, again.body.order.id]).toEqual([201, 201, first.body.order.id]);
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);

    const other = await byRest({ email: 'somebody@else.example' }, key);
    expect([other.status, ...other.codes]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const byOtherApi = await byGraphQL({ email: 'somebody@else.example', idempotencyKey: key });
    expect(byOtherApi.body.data.placeOrder.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('[IDEM-04] without using up its key', async () => {
    const key = randomUUID();
    expect((await byRest({ expectedVersion: 99 }, key)).status).toBe(409);
    expect((await byRest({}, key)).status).toBe(201);
  });

  it('[IDEM-05] for a cart that has become one already', async () => {
    expect((await byRest()).status).toBe(201);
    const refusal = expect.stringMatching(/^(CART_ALREADY_ORDERED|NOT_FOUND)$/) as unknown;
    expect((await byRest()).codes).toEqual([refusal]);
    const { body, codes } = await byGraphQL();
    expect(body.data?.placeOrder?.order ?? null).toBeNull();
    expect([...codes, ...(body.data?.placeOrder?.errors ?? []).map(({ code }: { code: string }) => code)]).toEqual([
      refusal,
    ]);
  });

  it('for a cart that is empty, or whose token is not shown', async () => {
    expect(
      (await client.sendJson('POST', '/api/v1/orders', wishFor(cart), { 'idempotency-key': randomUUID() })).codes,
    ).toEqual(['NOT_FOUND']);
    await client.send(`/api/v1/carts/${cart.id}/lines`, {
      method: 'DELETE',
      headers: { 'x-cart-token': cart.token ?? '' },
    });
    expect((await byRest({ expectedVersion: cart.version + 1 })).codes).toEqual(['CART_EMPTY']);
  });

  it('its end, when it has changed since or the reason is no text', async () => {
    const { order, guestToken: token } = await guest.order(await plentifulVariant(guest.shop));
    const cancel = (input: object) => client.graphql(CANCEL, { input: { orderId: order.id, token, ...input } });
    const late = await cancel({ expectedVersion: 99 });
    expect(late.body.data.cancelOrder).toEqual({ order: null, errors: [{ code: 'CONFLICT' }] });
    expect((await cancel({ reason: 'a\u0000' })).codes).toEqual(['INVALID_INPUT']);
    const headers = { 'x-order-token': token ?? '', 'if-match': '"99"' };
    const problem = await client.sendJson('POST', `/api/v1/orders/${order.id}/cancel`, {}, headers);
    expect([problem.status, ...problem.codes]).toEqual([412, 'PRECONDITION_FAILED']);
    const unreadable = await client.sendJson(
      'POST',
      `/api/v1/orders/${order.id}/cancel`,
      { reason: 'a\u0000' },
      headers,
    );
    expect(unreadable.codes).toEqual(['INVALID_INPUT']);
  });
});

function wishFor(cart: FilledCart) {
  return { cartId: cart.id, expectedVersion: cart.version, expectedTotal: cart.total };
}
