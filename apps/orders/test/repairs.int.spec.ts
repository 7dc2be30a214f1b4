import { JobQueue } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { aCustomer, manager, OrdersShop, support } from './orders-shop.ts';

let world: OrdersShop;
const mender = { userId: uuidv7(), scopes: ['orders:read:any', 'orders:repair:any'] };

beforeAll(async () => {
  world = await OrdersShop.start({ ORDERS_PLACE_WAIT_MS: '300' });
});
afterAll(() => world.stop());
beforeEach(() => world.neighbours.behave());

const post = (path: string, body: object, as: object = mender) =>
  world.request({ method: 'POST', path: `/api/v1/${path}`, body, as });
const reason = 'Called the warehouse.';

async function stuckOrder() {
  world.neighbours.behave({ allocation: 'rejects' });
  const placed = await world.order();
  await world.neighbours.tell(placed.id, 'payment.approved.v1');
  await world.until({ ...placed, owner: { as: support } }, { attention: 'Paid, but the stock is gone.' });
  return placed;
}

describe('an order that needs a person', () => {
  it('is cleared with a reason, which its history keeps for staff alone', async () => {
    const placed = await stuckOrder();
    const { status, body } = await post(`orders/${placed.id}/attention/clear`, { reason });
    expect([status, body.attention]).toEqual([200, null]);
    const again = await post(`orders/${placed.id}/attention/clear`, { reason });
    expect([again.status, again.body.version]).toEqual([200, body.version]);
    const history = await world.request({ path: `/api/v1/orders/${placed.id}/history`, as: support });
    expect(history.body.items.at(-1)).toMatchObject({
      event: 'ATTENTION_CLEARED',
      actor: 'STAFF',
      actorId: mender.userId,
      reason,
    });
    expect(await world.historyOf(placed)).not.toContain('ATTENTION_CLEARED');
  });

  it('and is stuck asks again when it is told to, and not before', async () => {
    const placed = await stuckOrder();
    const early = await post(`orders/${placed.id}/checkout/resume`, { reason });
    expect([early.status, early.body.code]).toEqual([409, 'CHECKOUT_NOT_STUCK']);

    world.neighbours.behave({ allocation: 'silent' });
    const queue = world.shop.running.app('orders').get(JobQueue);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const deadline = { type: 'saga.timeout', step: 'allocate stock', attempt };
      await queue.enqueue({ type: 'orders.deadline', data: { orderId: placed.id, deadline } });
      const asked = attempt === 5 ? 5 : attempt + 1;
      await waitFor(`try ${asked}`, () => {
        const tries = world.neighbours.askedFor(placed.id).filter((type) => type === 'stock.allocate-requested.v1');
        return tries.length >= asked;
      });
    }
    await world.until({ ...placed, owner: { as: support } }, { attention: 'Nobody answers: allocate stock.' });
    world.neighbours.behave();
    const query = `mutation ($input: LookAfterOrderInput!) {
      resumeOrderCheckout(input: $input) { order { history { event reason } } errors { code } }
    }`;
    const { body } = await world.shop.graphql(
      'orders',
      query,
      { input: { orderId: placed.id, reason } },
      { as: mender },
    );
    expect(body.data.resumeOrderCheckout.errors).toEqual([]);
    // The warehouse may have answered before the order is shown.
    expect(body.data.resumeOrderCheckout.order.history).toContainEqual({ event: 'CHECKOUT_RESUMED', reason });
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
  });

  it('answers nobody else', async () => {
    const placed = await stuckOrder();
    for (const as of [aCustomer(), support, manager]) {
      for (const path of [
        `orders/${placed.id}/attention/clear`,
        `orders/${placed.id}/checkout/resume`,
        'order-repairs/view-rebuilds',
      ])
        expect((await post(path, { reason }, as)).status).toBe(403);
    }
    const blind = { userId: uuidv7(), scopes: ['orders:repair:any'] };
    for (const [id, as] of [
      [uuidv7(), mender],
      [placed.id, blind],
    ] as const) {
      expect((await post(`orders/${id}/attention/clear`, { reason }, as)).status).toBe(404);
      expect((await post(`orders/${id}/checkout/resume`, { reason }, as)).status).toBe(404);
    }
    expect((await post(`orders/${placed.id}/attention/clear`, { reason: '' })).status).toBe(400);
    expect((await post(`orders/${placed.id}/attention/clear`, { reason, force: true })).status).toBe(400);
  });
});

describe('what orders could not handle', () => {
  it('is seen, driven again once the cause is mended, and noted', async () => {
    const placed = await world.order();
    await world.sql('ALTER TABLE orders.orders RENAME COLUMN attention TO broken');
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    const letters = async () => (await world.request({ path: '/api/v1/order-repairs/dead-letters', as: mender })).body;
    const dead = await waitFor('the dead event', async () => {
      const { events } = await letters();
      return events.find(({ subject }: { subject: string }) => subject === placed.id);
    });
    expect(dead).toMatchObject({ type: 'payment.approved.v1', error: expect.stringContaining('attention') });
    expect(JSON.stringify(dead)).not.toContain('paymentId');

    await world.sql('ALTER TABLE orders.orders RENAME COLUMN broken TO attention');
    const { status, body } = await post('order-repairs/dead-events/redrive', { orderId: placed.id, reason });
    expect([status, body.redriven]).toEqual([200, 1]);
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    expect((await letters()).events).toEqual([]);
    const { body: repairs } = await world.request({ path: '/api/v1/order-repairs?limit=1', as: mender });
    expect(repairs.items).toMatchObject([
      { action: 'EVENTS_REDRIVEN', actorId: mender.userId, reason, details: { orderId: placed.id } },
    ]);
    expect(repairs.items[0].traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is noted for ever', async () => {
    const [may] = await world.sql<{ update: boolean; delete: boolean }>(`
      SELECT has_table_privilege('tovar_orders', 'orders.order_repair', 'UPDATE') AS update,
             has_table_privilege('tovar_orders', 'orders.order_repair', 'DELETE') AS delete`);
    expect(may).toEqual({ update: false, delete: false });
  });

  it('by GraphQL too, and jobs that are unknown are none', async () => {
    const query = `mutation ($input: RedriveOrderJobsInput!) { redriveOrderJobs(input: $input) }`;
    const { body } = await world.shop.graphql(
      'orders',
      query,
      { input: { jobIds: ['987654'], reason } },
      { as: mender },
    );
    expect(body.data.redriveOrderJobs).toBe(0);
    const letters = '{ deadOrderLetters { events { id type error } jobs { id attempts } } }';
    const { body: seen } = await world.shop.graphql('orders', letters, {}, { as: mender });
    const list = '{ orderRepairs(first: 1) { edges { node { action reason actorId } } pageInfo { hasNextPage } } }';
    const { body: done } = await world.shop.graphql('orders', list, {}, { as: mender });
    expect(done.data.orderRepairs).toEqual({
      edges: [{ node: { action: 'JOBS_REDRIVEN', reason, actorId: mender.userId } }],
      pageInfo: { hasNextPage: true },
    });
    expect(seen.data.deadOrderLetters).toEqual({ events: [], jobs: [] });
  });
});

describe('a rebuild of the views', () => {
  it('is done by a job, once it is asked for', async () => {
    const placed = await world.order();
    await world.sql(`UPDATE orders.order_view SET attention = 'broken' WHERE order_id = $1`, [placed.id]);
    expect((await post('order-repairs/view-rebuilds', { reason })).status).toBe(202);
    const query = 'mutation ($input: MendOrdersInput!) { rebuildOrderViews(input: $input) }';
    expect((await world.shop.graphql('orders', query, { input: { reason } }, { as: mender })).body.data).toEqual({
      rebuildOrderViews: true,
    });
    await world.until({ ...placed, owner: { as: support } }, { attention: null });
  });
});
