import { v7 as uuidv7 } from 'uuid';
import { aCustomer, OrdersShop } from './orders-shop.ts';

let world: OrdersShop;

beforeAll(async () => {
  world = await OrdersShop.start();
});
afterAll(() => world.stop());

function ordersOf(cartId: string) {
  return world.sql<{ id: string }>('SELECT id FROM orders.orders WHERE cart_id = $1', [cartId]);
}

describe('[IDEM-01] the same request', () => {
  it('sent 100 times at once makes one order; each answer is that order, or says that it is being made', async () => {
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const key = uuidv7();
    const answers = await Promise.all(Array.from({ length: 100 }, () => world.place(cart, { as, key })));
    const orders = await ordersOf(cart.cartId);
    const placed = answers.filter(({ status }) => status === 201);
    const busy = answers.filter(({ status, body }) => status === 409 && body.code === 'REQUEST_IN_PROGRESS');

    expect(orders).toHaveLength(1);
    expect(placed.length + busy.length).toBe(100);
    expect(placed.filter(({ headers }) => !headers['idempotency-replayed'])).toHaveLength(1);
    expect(new Set(placed.map(({ body }) => body.order.id))).toEqual(new Set([orders[0]?.id]));
    expect(
      world.neighbours.askedFor(orders[0]?.id ?? '').filter((type) => type === 'payment.requested.v1'),
    ).toHaveLength(1);
  });

  it('sent 100 times afterwards is answered 100 times with the same bytes', async () => {
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const key = uuidv7();
    const first = await world.place(cart, { as, key });
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => world.place(cart, { as, key })));
      for (const { status, bytes, headers } of answers) {
        expect([status, headers['idempotency-replayed']]).toEqual([201, 'true']);
        expect(bytes.equals(first.bytes)).toBe(true);
      }
    }
    expect(await ordersOf(cart.cartId)).toHaveLength(1);
  });

  it('is answered as the first time, even when the cart is gone: same order, same token, same bytes', async () => {
    const token = uuidv7();
    const cart = world.neighbours.aCart({ token, email: 'anna@example.com' });
    const sent = { headers: { 'x-cart-token': token }, key: uuidv7() };
    const first = await world.place(cart, sent);
    world.neighbours.endCart(cart.cartId);
    const again = await world.place(cart, sent);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(first.body.guestToken).toBeDefined();
  });

  it('by GraphQL says that it is a replay', async () => {
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const query = `mutation ($input: PlaceOrderInput!) {
      placeOrder(input: $input) { order { id paymentUrl } isReplay guestToken errors { code } }
    }`;
    const expectedTotal = { amount: '2598', currency: 'EUR' };
    const input = { cartId: cart.cartId, expectedVersion: 3, expectedTotal, idempotencyKey: uuidv7() };
    const [first, again] = [
      await world.shop.graphql('orders', query, { input }, { as }),
      await world.shop.graphql('orders', query, { input }, { as }),
    ];
    expect(first.body.data.placeOrder).toMatchObject({ isReplay: false, guestToken: null, errors: [] });
    expect(again.body.data.placeOrder).toEqual({ ...first.body.data.placeOrder, isReplay: true });
  });
});

describe('[IDEM-02] the same key', () => {
  it('with another payload is refused, and for another buyer it is another key', async () => {
    const [anna, boris] = [aCustomer(), aCustomer()];
    const key = uuidv7();
    const annas = world.neighbours.aCart({ customerId: anna.userId });
    const another = world.neighbours.aCart({ customerId: anna.userId });
    const boriss = world.neighbours.aCart({ customerId: boris.userId });

    const first = await world.place(annas, { as: anna, key });
    const reused = await world.place(another, { as: anna, key });
    const independent = await world.place(boriss, { as: boris, key });
    expect([first.status, reused.status, reused.body.code]).toEqual([201, 422, 'IDEMPOTENCY_KEY_REUSED']);
    expect(independent.status).toBe(201);
    expect(independent.body.order.id).not.toBe(first.body.order.id);
  });

  it("does not give a guest's order to somebody who lacks the cart's token", async () => {
    const token = uuidv7();
    const cart = world.neighbours.aCart({ token, email: 'anna@example.com' });
    const key = uuidv7();
    await world.place(cart, { headers: { 'x-cart-token': token }, key });
    const stolen = await world.place(cart, { headers: { 'x-cart-token': 'guess' }, key });
    expect([stolen.status, stolen.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('a key', () => {
  it('that is missing or malformed is a 400', async () => {
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const missing = await world.place(cart, { as, key: '' });
    const malformed = await world.place(cart, { as, key: 'short' });
    expect([missing.status, missing.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
    expect([malformed.status, malformed.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID']);
    expect(await ordersOf(cart.cartId)).toEqual([]);
  });

  it('[IDEM-04] is not used up by an input that is wrong, nor by a service that does not answer', async () => {
    const as = aCustomer();
    const key = uuidv7();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const wrong = await world.place(cart, {
      as,
      key,
      body: { expectedTotal: { amount: '-1', currency: 'EUR' }, price: 1 },
    });
    const { localServices } = world.shop.running.process;
    const service = localServices.get('cart');
    localServices.delete('cart');
    const unanswered = await world.place(cart, { as, key });
    if (service) localServices.set('cart', service);
    const placed = await world.place(cart, { as, key });
    expect([wrong.status, unanswered.status, placed.status]).toEqual([400, 503, 201]);
    expect(placed.headers['idempotency-replayed']).toBeUndefined();
  });

  it('[IDEM-04] is not used up by a refusal', async () => {
    const as = aCustomer();
    const key = uuidv7();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const refused = await world.place(cart, { as, key, body: { expectedVersion: 2 } });
    const placed = await world.place(cart, { as, key });
    expect([refused.body.code, placed.status]).toEqual(['CART_CHANGED', 201]);
  });
});

describe('[IDEM-05] one cart', () => {
  it('becomes one order, whatever keys its requests have', async () => {
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.place(cart, { as })));
    expect(await ordersOf(cart.cartId)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ body }) => body.code)).toEqual(Array.from({ length: 4 }, () => 'CART_ALREADY_ORDERED'));
  });
});
