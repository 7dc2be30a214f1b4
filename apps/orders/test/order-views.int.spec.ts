import { RebuildOrderViews } from '../src/commands/rebuild-order-views.ts';
import { manager, OrdersShop, type Placed } from './orders-shop.ts';

let world: OrdersShop;

beforeAll(async () => {
  world = await OrdersShop.start();
});
afterAll(() => world.stop());
beforeEach(() => world.neighbours.behave());

type Row = Record<string, unknown> & { generation: number; order_id: string };

/** The live views, row by row. */
async function views(): Promise<Omit<Row, 'generation'>[]> {
  const rows = await world.sql<Row>(`SELECT v.* FROM orders.order_view v
    JOIN orders.order_view_generation g ON g.live = v.generation ORDER BY order_id`);
  return rows.map((row) => ({ ...row, generation: undefined }));
}

function rebuild() {
  return world.shop.running.app('orders').get(RebuildOrderViews).execute();
}

async function paid(): Promise<Placed> {
  const placed = await world.order();
  await world.neighbours.tell(placed.id, 'payment.approved.v1');
  await world.untilHistory(placed, 'ORDER_CONFIRMED');
  return placed;
}

/** An order in each state that it can come to. */
async function everyState(): Promise<void> {
  await world.guestOrder();
  await paid();
  const refunded = await paid();
  await world.cancel(refunded, { as: manager });
  await world.until(refunded, { paymentStatus: 'REFUNDED' });
  await world.untilHistory(refunded, 'STOCK_RELEASED');
  const givenUp = await world.order();
  await world.cancel(givenUp);
  await world.untilHistory(givenUp, 'STOCK_RELEASED');
  world.neighbours.behave({ stock: 'rejects' });
  const cart = world.neighbours.aCart({ token: 'a token', email: 'Anna@Example.com' });
  await world.place(cart, { headers: { 'x-cart-token': 'a token' } });
  world.neighbours.behave({ allocation: 'rejects' });
  const short = await world.order();
  await world.neighbours.tell(short.id, 'payment.approved.v1');
  await world.until({ ...short, owner: { as: manager } }, { attention: 'Paid, but the stock is gone.' });
  world.neighbours.behave();
}

describe('[INV-EVENT-2] the views of orders', () => {
  it('are row by row the same when the log is folded anew', async () => {
    await everyState();
    const live = await views();
    expect(live.length).toBeGreaterThanOrEqual(6);
    expect(await rebuild()).toMatchObject({ orders: live.length });
    expect(await views()).toEqual(live);
    expect(await world.count('order_view')).toBe(live.length);
  });

  it('are healed by it, whatever had become of them', async () => {
    const before = await views();
    await world.sql(`UPDATE orders.order_view SET status = 'DELIVERED', version = version + 7, attention = 'broken'`);
    await world.sql('DELETE FROM orders.order_view WHERE order_id = $1', [before[0]?.order_id]);
    expect(await views()).not.toEqual(before);
    await rebuild();
    expect(await views()).toEqual(before);
  });

  it('are read and written while they are folded anew, and lose nothing', async () => {
    const rebuilding = rebuild();
    const placed = await Promise.all(Array.from({ length: 5 }, () => paid()));
    await rebuilding;
    await rebuild();
    const seen = await views();
    for (const { id } of placed) {
      expect(seen.find((row) => row.order_id === id)).toMatchObject({ status: 'PAID', payment_status: 'PAID' });
    }
    expect(seen).toHaveLength(await world.count('orders'));
  });

  it('stay as they are when the log does not tell all orders', async () => {
    const placed = await world.order();
    const before = await views();
    await world.sql('UPDATE orders.orders SET version = version + 1 WHERE id = $1', [placed.id]);
    await expect(rebuild()).rejects.toThrow('stays behind');
    expect(await views()).toEqual(before);
    await world.sql('UPDATE orders.orders SET version = version - 1 WHERE id = $1', [placed.id]);
  });
});
