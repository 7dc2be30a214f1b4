import { v7 as uuidv7 } from 'uuid';
import { aCustomer, manager, OrdersShop, type Placed, support } from './orders-shop.ts';

let world: OrdersShop;
let customers: Placed;
let guests: Placed;

beforeAll(async () => {
  world = await OrdersShop.start();
  customers = await world.order();
  guests = await world.guestOrder();
});
afterAll(() => world.stop());

const ORDER = 'query ($id: ID!, $token: String) { order(id: $id, token: $token) { id } }';
const ENTITY = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { id email } } }';

describe("[BOLA-01] somebody else's order", () => {
  const routes: ['GET' | 'POST', string, object | undefined][] = [
    ['GET', '', undefined],
    ['GET', '/history', undefined],
    ['POST', '/cancel', {}],
  ];

  it.each(routes)('answers %s /orders/{id}%s like a missing one', async (method, suffix, body) => {
    const ask = (id: string, more: object) =>
      world.request({ method, path: `/api/v1/orders/${id}${suffix}`, body, ...more });
    const missing = await ask(uuidv7(), { as: aCustomer() });
    const answers = await Promise.all([
      ask(customers.id, {}),
      ask(customers.id, { as: aCustomer() }),
      ask(customers.id, { headers: guests.owner.headers }),
      ask(customers.id, { as: { userId: customers.owner.as?.userId, scopes: [] } }),
      ask(guests.id, {}),
      ask(guests.id, { as: aCustomer() }),
      ask(guests.id, { headers: { 'x-order-token': 'guess' } }),
      ask(guests.id, { headers: { 'x-order-token': '' } }),
    ]);
    for (const { status, body: problem } of [missing, ...answers]) {
      expect([status, problem.code, problem.title]).toEqual([404, 'NOT_FOUND', missing.body.title]);
    }
  });

  it('is not found by GraphQL, and null for other subgraphs', async () => {
    const stranger = { as: aCustomer() };
    const token = guests.owner.headers?.['x-order-token'];
    const order = (id: string, variables: object, more: object) =>
      world.shop.graphql('orders', ORDER, { id, ...variables }, more);
    const refused = [
      await order(customers.id, {}, stranger),
      await order(customers.id, { token }, {}),
      await order(guests.id, { token: 'guess' }, {}),
      await order(guests.id, {}, stranger),
    ];
    for (const { body } of refused)
      expect(body).toMatchObject({ data: { order: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });

    const r = [customers.id, guests.id, 'no id'].map((id) => ({
      __typename: 'Order',
      id,
      token,
      customerId: stranger.as.userId,
    }));
    expect((await world.shop.graphql('orders', ENTITY, { r }, stranger)).body.data._entities).toEqual([
      null,
      null,
      null,
    ]);
    expect((await world.shop.graphql('orders', ENTITY, { r })).body.data._entities).toEqual([null, null, null]);
  });

  it('cannot be cancelled by GraphQL either', async () => {
    const query =
      'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { id } errors { code } } }';
    const { body } = await world.shop.graphql(
      'orders',
      query,
      { input: { orderId: customers.id } },
      { as: aCustomer() },
    );
    expect(body.errors[0].extensions.code).toBe('NOT_FOUND');
    expect((await world.read(customers)).status).toBe('PROCESSING');
  });
});

describe("one's own order", () => {
  it('is read by its customer and by its guest, each with what is theirs alone', async () => {
    const own = await world.request({ path: `/api/v1/orders/${customers.id}`, ...customers.owner });
    expect(own).toMatchObject({ status: 200, body: { id: customers.id, allowedActions: ['PAY', 'CANCEL'] } });
    expect(own.headers).toMatchObject({ etag: `"${own.body.version}"`, 'cache-control': 'no-store' });
    expect(await world.read(guests)).toMatchObject({ email: 'anna@example.com', paymentUrl: expect.any(String) });

    const token = guests.owner.headers?.['x-order-token'];
    const { body } = await world.shop.graphql('orders', ORDER, { id: guests.id, token });
    expect(body).toEqual({ data: { order: { id: guests.id } } });
  });

  it('is closed to its guest when the token is over', async () => {
    const placed = await world.guestOrder();
    await world.sql('UPDATE orders.orders SET guest_token_expires_at = now() WHERE id = $1', [placed.id]);
    expect((await world.request({ path: `/api/v1/orders/${placed.id}`, ...placed.owner })).status).toBe(404);
  });

  it("keeps its guest's token nowhere", async () => {
    const token = guests.owner.headers?.['x-order-token'] ?? '';
    const [row] = await world.sql<{ row: string }>(
      `SELECT concat(o::text, (SELECT string_agg(i::text, '') FROM orders.idempotency i), (SELECT string_agg(e::text, '') FROM platform.event e)) AS row
         FROM orders.orders o WHERE id = $1`,
      [guests.id],
    );
    expect(row?.row).toContain(guests.id);
    expect(row?.row).not.toContain(token);
  });

  it('gives other subgraphs what its viewer may see, many by one statement', async () => {
    const orders = [
      customers,
      await world.order(customers.owner.as as never),
      await world.order(customers.owner.as as never),
    ];
    const r = orders.map(({ id }) => ({ __typename: 'Order', id }));
    const { body, statements } = await world.shop.graphql('orders', ENTITY, { r }, customers.owner);
    expect(body.data._entities.map(({ id }: { id: string }) => id)).toEqual(orders.map(({ id }) => id));
    expect(statements).toBe(1);
  });
});

describe('staff', () => {
  it('read any order, but neither its address nor where to pay it', async () => {
    for (const { id } of [customers, guests]) {
      const { body } = await world.request({ path: `/api/v1/orders/${id}`, as: support });
      expect(body).toMatchObject({ id, email: null, paymentUrl: null, allowedActions: [] });
    }
  });

  it('who may only read are told so when they cancel', async () => {
    expect(await world.cancel(customers, { as: support })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    const { body } = await world.request({ path: `/api/v1/orders/${customers.id}`, as: manager });
    expect(body.allowedActions).toEqual(['CANCEL']);
  });
});

describe('live updates', () => {
  it('are declared here and served by the gateway', async () => {
    const { body } = await world.shop.graphql('orders', '{ _service { sdl } }');
    expect(body.data._service.sdl).toMatch(/type Subscription \{[\s\S]*orderUpdated\([\s\S]*\): Order!/);
    const query = `subscription { orderUpdated(id: "${customers.id}") { id } }`;
    const { body: refusal } = await world.shop.graphql('orders', query, {}, customers.owner);
    expect(refusal.errors[0].extensions.code).toBe('LIVE_UPDATES_ELSEWHERE');
  });
});
