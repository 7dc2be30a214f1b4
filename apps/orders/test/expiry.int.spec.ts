import { JobQueue } from '@tovar/platform';
import { OrdersShop } from './orders-shop.ts';

let world: OrdersShop;

beforeAll(async () => {
  // Long enough to approve an order in time on a busy machine.
  world = await OrdersShop.start({ ORDERS_PAY_WITHIN_MS: '3000', ORDERS_PLACE_WAIT_MS: '300' });
});
afterAll(() => world.stop());
beforeEach(() => world.neighbours.behave());

describe('an order that nobody pays', () => {
  it('expires by itself and gives its stock back', async () => {
    const placed = await world.order();
    expect(placed.body.order.status).toBe('PROCESSING');
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(await world.read(placed)).toMatchObject({
      status: 'CANCELLED',
      paymentStatus: 'NOT_PAID',
      cancelReason: 'EXPIRED',
      paymentUrl: null,
    });
    expect(world.neighbours.askedFor(placed.id).slice(-2)).toEqual([
      'payment.cancel-requested.v1',
      'stock.release-requested.v1',
    ]);
  });

  it('stays expired when the buyer comes back too late', async () => {
    const placed = await world.order();
    await world.untilHistory(placed, 'STOCK_RELEASED');
    const { version } = await world.read(placed);
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.neighbours.tell(placed.id, 'payment.cancelled.v1');
    // Messages of one order come in turn: once this one has been heard, those before it have been, too.
    await world.neighbours.capture(placed.id);
    await world.until(placed, { status: 'CANCELLED', paymentStatus: 'REFUNDED' });
    expect((await world.historyOf(placed)).slice(-3)).toEqual([
      'PAYMENT_CAPTURED',
      'REFUND_REQUESTED',
      'ORDER_REFUNDED',
    ]);
    expect((await world.read(placed)).version).toBe(version + 2);
  });
});

describe('a deadline', () => {
  it('does no harm when it passes again, or after the answer', async () => {
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    const before = await world.read(placed);
    const queue = world.shop.running.app('orders').get(JobQueue);
    for (const step of ['reserve stock', 'customer pays', 'capture']) {
      const deadline = { type: 'saga.timeout', step, attempt: 1 };
      await queue.enqueue({ type: 'orders.deadline', data: { orderId: placed.id, deadline } });
    }
    await world.neighbours.tell(placed.id, 'payment.refunded.v1', {
      amount: { amount: '1', currency: 'EUR' },
      refundId: '0190a5d8-0000-7000-8000-000000000001',
    });
    const after = await world.until(placed, { paymentStatus: 'PARTIALLY_REFUNDED' });
    expect([after.status, after.version]).toEqual(['PAID', before.version + 1]);
  });
});
