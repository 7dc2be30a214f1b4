import { v7 as uuidv7 } from 'uuid';
import { aCustomer, OrdersShop, type Placed, support } from './orders-shop.ts';

let world: OrdersShop;
const anna = aCustomer();
const orders: Record<'paid' | 'cancelled' | 'payable' | 'dear' | 'guest' | 'stuck', Placed> = {} as never;

beforeAll(async () => {
  world = await OrdersShop.start();
  orders.paid = await world.order(anna);
  await world.neighbours.tell(orders.paid.id, 'payment.approved.v1');
  await world.untilHistory(orders.paid, 'ORDER_CONFIRMED');
  orders.cancelled = await world.order(anna);
  await world.cancel(orders.cancelled);
  orders.payable = await world.order(anna);
  const teapot = world.neighbours.variant({ sku: 'TEA-9', name: { en: 'Teapot', ru: 'Заварник 100%' } });
  const cart = world.neighbours.aCart({ customerId: anna.userId, lines: [{ variantId: teapot, quantity: 9 }] });
  const { body } = await world.place(cart, { as: anna });
  orders.dear = { id: body.order.id, owner: { as: anna }, body };
  orders.guest = await world.guestOrder();
  world.neighbours.behave({ allocation: 'rejects' });
  orders.stuck = await world.order();
  await world.neighbours.tell(orders.stuck.id, 'payment.approved.v1');
  await world.untilHistory(orders.stuck, 'PAYMENT_CAPTURED');
  await world.until({ ...orders.stuck, owner: { as: support } }, { attention: 'Paid, but the stock is gone.' });
});
afterAll(() => world.stop());

type Name = keyof typeof orders;
const named = (ids: string[]): string[] =>
  ids.map((id) => Object.keys(orders).find((name) => orders[name as Name].id === id) ?? id);

async function all(query: string): Promise<string[]> {
  const { body } = await world.request({ path: `/api/v1/orders/all?${query}`, as: support });
  return named(body.items?.map(({ id }: { id: string }) => id) ?? [body.code]);
}

describe("the list of everybody's orders", () => {
  it.each<[string, Name[]]>([
    ['', ['stuck', 'guest', 'dear', 'payable', 'cancelled', 'paid']],
    ['sort=OLDEST', ['paid', 'cancelled', 'payable', 'dear', 'guest', 'stuck']],
    ['status=PAID', ['stuck', 'paid']],
    ['status=PAID&status=CANCELLED', ['stuck', 'cancelled', 'paid']],
    ['paymentStatus=PENDING', ['guest', 'dear', 'payable']],
    ['fulfillmentStatus=DELIVERED', []],
    ['returnStatus=NONE&status=CANCELLED', ['cancelled']],
    ['email=ANNA@example.com', ['guest']],
    ['needsAttention=true', ['stuck']],
    ['needsAttention=false&status=PAID', ['paid']],
    ['currency=EUR&totalFrom=2599', ['dear']],
    ['currency=EUR&totalFrom=2598&totalTo=2598&sort=OLDEST&status=CANCELLED', ['cancelled']],
    ['currency=EUR&sort=DEAREST&limit=1', ['dear']],
    ['currency=USD', []],
    ['text=teapot', ['dear']],
    ['text=tea-9', ['dear']],
    [`text=${encodeURIComponent('ЗАВАРНИК 100%')}`, ['dear']],
    [`text=${encodeURIComponent('100_')}`, []],
    ['placedBefore=2026-01-01T00:00:00Z', []],
  ])('answers "%s" with %j', async (query, expected) => {
    expect(await all(query)).toEqual(expected);
  });

  it('finds an order by its number and by its customer', async () => {
    expect(await all(`orderNumber=${orders.dear.body.order.orderNumber}`)).toEqual(['dear']);
    expect(await all(`customerId=${anna.userId}&sort=OLDEST`)).toEqual(['paid', 'cancelled', 'payable', 'dear']);
    const { body } = await world.request({ path: `/api/v1/orders/${orders.payable.id}`, as: support });
    expect(await all(`placedFrom=${body.createdAt}&sort=OLDEST&limit=1`)).toEqual(['payable']);
  });

  it.each(['sort=NEWEST', 'sort=OLDEST', 'sort=CHEAPEST&currency=EUR', 'sort=DEAREST&currency=EUR'])(
    'is walked page by page, each by one statement: %s',
    async (query) => {
      const seen: string[] = [];
      let path: string | undefined = `/api/v1/orders/all?limit=2&${query}`;
      while (path) {
        const page = await world.request({ path, as: support });
        expect(page.statements).toBe(1);
        seen.push(...page.body.items.map(({ id }: { id: string }) => id));
        path = /<([^>]+)>; rel="next"/.exec(String(page.headers.link))?.[1];
      }
      expect(seen).toHaveLength(6);
      expect(new Set(seen).size).toBe(6);
    },
  );

  it('is the same by GraphQL, where it is counted when that is asked for', async () => {
    const query = `query ($filter: AnyOrderFilter, $first: Int) {
      allOrders(filter: $filter, first: $first) { totalCount edges { node { id attention } } }
    }`;
    const find = (filter: object) => world.shop.graphql('orders', query, { filter, first: 1 }, { as: support });
    const { body, statements } = await find({ paymentStatus: ['PENDING', 'PAID'], currency: 'EUR', totalTo: '2598' });
    expect(body.data.allOrders).toMatchObject({
      totalCount: 4,
      edges: [{ node: { id: orders.stuck.id, attention: 'Paid, but the stock is gone.' } }],
    });
    expect(statements).toBe(2);
    expect((await find({ totalTo: '2598' })).body.errors[0].extensions.code).toBe('INVALID_INPUT');
    expect((await find({ text: 'x' })).body.errors[0].extensions.code).toBe('INVALID_INPUT');
  });

  it.each([
    'sort=DEAREST',
    'totalFrom=1',
    'status=NEW',
    'text=ab',
    'totalFrom=1.5&currency=EUR',
    'placedFrom=yesterday',
    'customerId=42',
    'secret=1',
    `cursor=${Buffer.from('["2026-01-01"]').toString('base64url')}`,
  ])('[GQL-02] refuses "%s" before any statement', async (query) => {
    const { status, statements } = await world.request({ path: `/api/v1/orders/all?${query}`, as: support });
    expect([status, statements]).toEqual([400, 0]);
  });

  it('[BFLA-01] is for staff alone', async () => {
    expect((await world.request({ path: '/api/v1/orders/all', as: anna })).status).toBe(403);
    expect((await world.request({ path: '/api/v1/orders/all' })).status).toBe(401);
    const { body } = await world.shop.graphql('orders', '{ allOrders { edges { node { id } } } }', {}, { as: anna });
    expect(body.errors[0].extensions.code).toBe('FORBIDDEN');
  });
});

describe("a customer's own list", () => {
  it('takes filters, and shows nobody else’s orders whatever they say', async () => {
    const own = async (query: string, as = anna): Promise<string[]> => {
      const { body } = await world.request({ path: `/api/v1/orders?${query}`, as });
      return named(body.items?.map(({ id }: { id: string }) => id) ?? [body.code]);
    };
    expect(await own('status=CANCELLED')).toEqual(['cancelled']);
    expect(await own('text=teapot')).toEqual(['dear']);
    expect(await own('text=teapot', aCustomer())).toEqual([]);
    expect(await own(`customerId=${uuidv7()}`)).toEqual(['INVALID_INPUT']);
  });
});

describe('an order as it was', () => {
  it('shows statuses and history up to that moment, and allows nothing', async () => {
    const { id, owner } = orders.paid;
    const { body: history } = await world.request({ path: `/api/v1/orders/${id}/history`, ...owner });
    const [placed] = history.items;
    const captured = history.items.find(({ event }: { event: string }) => event === 'PAYMENT_CAPTURED');
    const asOf = async (at: string) => world.request({ path: `/api/v1/orders/${id}?asOf=${at}`, ...owner });
    expect((await asOf(placed.at)).body).toMatchObject({
      status: 'CREATED',
      paymentStatus: 'NOT_PAID',
      version: 1,
      paymentUrl: null,
      allowedActions: [],
    });
    expect((await asOf(captured.at)).body).toMatchObject({ status: 'PAID', version: captured.version });
    expect((await asOf('2020-01-01T00:00:00Z')).status).toBe(404);
    const query = 'query ($id: ID!, $at: DateTime) { order(id: $id, asOf: $at) { status history { event version } } }';
    const { body } = await world.shop.graphql('orders', query, { id, at: placed.at }, owner);
    expect(body.data.order).toEqual({ status: 'CREATED', history: [{ event: 'ORDER_PLACED', version: 1 }] });
  });
});
