import { aCustomer, OrdersShop, support } from './orders-shop.ts';

let world: OrdersShop;
const anna = aCustomer();
const ids: string[] = [];

beforeAll(async () => {
  world = await OrdersShop.start();
  for (let count = 0; count < 5; count += 1) ids.unshift((await world.order(anna)).id);
  await world.order();
});
afterAll(() => world.stop());

const ORDERS = `query ($first: Int, $after: String) {
  orders(first: $first, after: $after) {
    edges { cursor node { id lines { name(locale: RU) quantity } history { event actor } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

describe("a customer's orders", () => {
  it('come newest first, page by page, with lines and history, each page by one statement', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { body, statements } = await world.shop.graphql('orders', ORDERS, { first: 2, after }, { as: anna });
      const { edges, pageInfo } = body.data.orders;
      expect(statements).toBe(1);
      expect(edges[0].node).toMatchObject({
        lines: [{ name: 'Чайник', quantity: 2 }],
        history: expect.arrayContaining([{ event: 'ORDER_PLACED', actor: 'CUSTOMER' }]),
      });
      expect(edges.at(-1).cursor).toBe(pageInfo.endCursor);
      seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
    } while (after);
    expect(seen).toEqual(ids);
  });

  it('are linked page by page by REST', async () => {
    const first = await world.request({ path: '/api/v1/orders?limit=3', as: anna });
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers.link))?.[1] ?? '';
    const second = await world.request({ path: next, as: anna });
    const shown = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(shown).toEqual(ids);
    expect([first.statements, second.body.nextCursor, second.headers.link]).toEqual([1, null, undefined]);
  });

  it('are theirs alone', async () => {
    const { body } = await world.request({ path: '/api/v1/orders', as: aCustomer() });
    expect(body).toEqual({ items: [], nextCursor: null });
    expect((await world.request({ path: '/api/v1/orders' })).status).toBe(401);
    expect((await world.request({ path: '/api/v1/orders', as: support })).status).toBe(403);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=two',
    'limit=1.5',
    'cursor=WzFd',
    'cursor=nonsense',
    'sort=price',
  ])('[GQL-02] refuses "%s" before any statement', async (query) => {
    const { status, statements } = await world.request({ path: `/api/v1/orders?${query}`, as: anna });
    expect([status, statements]).toEqual([400, 0]);
  });

  it.each([
    [{ first: 0 }],
    [{ first: 101 }],
    [{ after: 'nonsense' }],
    [{ after: Buffer.from('["42"]').toString('base64url') }],
  ])('[GQL-02] refuses %p before any statement', async (variables) => {
    const { body, statements } = await world.shop.graphql('orders', ORDERS, variables, { as: anna });
    expect(body.errors[0].extensions.code).toMatch(/^INVALID_(PAGE_SIZE|CURSOR)$/);
    expect(statements).toBe(0);
  });
});

describe('an order', () => {
  it('is read with all that is shown of it by one statement', async () => {
    const read = await world.request({ path: `/api/v1/orders/${ids[0]}`, as: anna });
    const history = await world.request({ path: `/api/v1/orders/${ids[0]}/history`, as: anna });
    expect([read.statements, history.statements]).toEqual([1, 1]);
    expect(history.body.items[0]).toEqual({
      event: 'ORDER_PLACED',
      at: expect.any(String),
      actor: 'CUSTOMER',
      actorId: null,
      reason: null,
      status: 'CREATED',
      paymentStatus: 'NOT_PAID',
      fulfillmentStatus: 'UNFULFILLED',
      returnStatus: 'NONE',
      version: 1,
    });
  });
});

describe('the orders of people', () => {
  const PROFILES = `query ($people: [_Any!]!, $first: Int, $after: String) {
    _entities(representations: $people) {
      ... on User {
        id orderCount
        orders(first: $first, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } }
      }
    }
  }`;
  const person = ({ userId }: { userId: string }) => ({ __typename: 'User', id: userId });
  const profiles = async (as: typeof anna, people: object[], page: object = {}) =>
    await world.shop.graphql('orders', PROFILES, { people, ...page }, { as });

  it('hang on their profile, page by page, with their number', async () => {
    const first = await profiles(anna, [person(anna)], { first: 3 });
    const [profile] = first.body.data._entities;
    expect(profile).toMatchObject({ id: anna.userId, orderCount: 5, orders: { totalCount: 5 } });
    const { endCursor } = profile.orders.pageInfo;
    const second = await profiles(anna, [person(anna)], { first: 3, after: endCursor });
    const edges = [...profile.orders.edges, ...second.body.data._entities[0].orders.edges];
    expect(edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(ids);
    expect(second.body.data._entities[0].orders.pageInfo.hasNextPage).toBe(false);
  });

  it('[BOLA-03] are shown to nobody else but those who read any order', async () => {
    const nothing = { id: anna.userId, orderCount: null, orders: null };
    expect((await profiles(aCustomer(), [person(anna)])).body.data._entities).toEqual([nothing]);
    expect((await profiles(support, [person(anna)])).body.data._entities[0].orderCount).toBe(5);
  });

  it('cost three statements, however many people are asked about', async () => {
    const strangers = Array.from({ length: 10 }, () => person(aCustomer()));
    const { body, statements } = await profiles(support, [person(anna), ...strangers]);
    expect(body.data._entities).toHaveLength(11);
    // Their numbers, the pages, and what the pages are a part of.
    expect(statements).toBe(3);
  });

  it.each([{ first: 0 }, { first: 101 }, { after: 'nonsense' }])('refuse %p before any statement', async (page) => {
    const { body, statements } = await profiles(anna, [person(anna)], page);
    expect(body.errors[0].extensions.code).toMatch(/^INVALID_(PAGE_SIZE|CURSOR)$/);
    // The number is asked for beside it.
    expect(statements).toBeLessThanOrEqual(1);
  });
});
