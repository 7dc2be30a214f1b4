import { OrdersEnd } from '../src/audit/orders-end.ts';
import { payUrlOf } from './neighbours.ts';
import { aCustomer, manager, OrdersShop } from './orders-shop.ts';

let world: OrdersShop;

beforeAll(async () => {
  world = await OrdersShop.start();
});
afterAll(() => world.stop());
beforeEach(() => world.neighbours.behave());

const UNDO = ['payment.cancel-requested.v1', 'stock.release-requested.v1'];

describe('a checkout', () => {
  it('goes from a placed order to a paid one', async () => {
    const placed = await world.order();
    expect(placed.body.order).toMatchObject({
      status: 'PROCESSING',
      paymentStatus: 'PENDING',
      paymentUrl: payUrlOf(placed.id),
      allowedActions: ['PAY', 'CANCEL'],
    });

    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    expect(await world.read(placed)).toMatchObject({ status: 'PAID', paymentStatus: 'PAID', paymentUrl: null });
    expect(await world.historyOf(placed)).toEqual([
      'ORDER_PLACED',
      'STOCK_HELD',
      'PAYMENT_STARTED',
      'PAYMENT_CAPTURED',
      'ORDER_CONFIRMED',
    ]);
    expect(world.neighbours.askedFor(placed.id)).toEqual([
      'stock.requested.v1',
      'payment.requested.v1',
      'stock.extend-requested.v1',
      'payment.capture-requested.v1',
      'stock.allocate-requested.v1',
    ]);
  });

  it('tells payments who is to be paid, for what, and cart that its cart is over', async () => {
    const as = aCustomer();
    const email = 'anna@example.com';
    const cart = world.neighbours.aCart({ customerId: as.userId, email, paymentProvider: 'yookassa' });
    const { body } = await world.place(cart, { as });
    const asked = world.neighbours.request(body.order.id, 'payment.requested.v1').data;
    expect(asked).toMatchObject({
      provider: 'yookassa',
      amount: { amount: '2598' },
      breakdown: { items: { amount: '2598' }, discount: { amount: '0' }, delivery: { amount: '0' } },
    });
    expect(JSON.stringify(asked)).not.toContain(email);
    const receipt = { method: 'POST', path: '/internal/buyer-contacts', body: { orderId: body.order.id } } as const;
    expect((await world.request({ ...receipt, caller: 'payments' })).body).toEqual({ contact: { email } });
    expect((await world.request(receipt)).status).toBe(403);
    const told = `SELECT data FROM platform.event WHERE subject = $1 AND type = 'order.payment-started.v1'`;
    expect(await world.sql(told, [body.order.id])).toMatchObject([
      { data: { cartId: cart.cartId, customerId: as.userId } },
    ]);
  });

  it('[PRICE-03] takes what was agreed on, whatever becomes of the cart while its buyer is paying', async () => {
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const { body } = await world.place(cart, { as });
    const placed = { id: body.order.id, owner: { as }, body };
    const lines = [{ variantId: world.neighbours.variant(), quantity: 5 }];
    const changed = world.neighbours.aCart({ cartId: cart.cartId, version: 9, customerId: as.userId, lines });
    expect((await world.place(changed, { as })).body.code).toBe('CART_ALREADY_ORDERED');
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    expect(await world.read(placed)).toMatchObject({ paymentStatus: 'PAID', total: { amount: cart.total.amount } });
    expect(world.neighbours.askedFor(placed.id).filter((type) => type === 'payment.requested.v1')).toHaveLength(1);
    expect(world.neighbours.request(placed.id, 'payment.requested.v1').data.amount).toEqual(cart.total);
  });

  it('comes to the same end when every answer is given three times', async () => {
    world.neighbours.deliveries = 3;
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    const seen = await world.historyOf(placed);
    expect(seen).toHaveLength(5);
    expect(
      await world.sql(`SELECT type FROM platform.event WHERE subject = $1 AND type = 'order.paid.v1'`, [placed.id]),
    ).toHaveLength(1);
  });

  it('gives the stock back when the payment is declined, and says why', async () => {
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.declined.v1', { reason: 'INSTRUMENT_DECLINED' });
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(await world.read(placed)).toMatchObject({
      status: 'CANCELLED',
      paymentStatus: 'FAILED',
      cancelReason: 'PAYMENT_DECLINED',
      allowedActions: [],
    });
    expect(world.neighbours.askedFor(placed.id).slice(-2)).toEqual(UNDO);
  });

  it('gives the stock back when the capture is declined', async () => {
    world.neighbours.behave({ capture: 'declines' });
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(await world.read(placed)).toMatchObject({ status: 'CANCELLED', cancelReason: 'PAYMENT_DECLINED' });
  });

  it('gives the stock back when the payment cannot even start', async () => {
    world.neighbours.behave({ payment: 'fails' });
    const placed = await world.order();
    expect(placed.body.order).toMatchObject({ status: 'CANCELLED', cancelReason: 'PAYMENT_FAILED', paymentUrl: null });
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(world.neighbours.askedFor(placed.id)).not.toContain('payment.cancel-requested.v1');
  });

  it('refunds money that comes for a cancelled order', async () => {
    const placed = await world.order();
    await world.cancel(placed);
    await world.untilHistory(placed, 'STOCK_RELEASED');
    await world.neighbours.capture(placed.id);
    await world.until(placed, { status: 'CANCELLED', paymentStatus: 'REFUNDED' });
    expect(world.neighbours.askedFor(placed.id).filter((type) => type === 'payment.refund-requested.v1')).toHaveLength(
      1,
    );
  });

  it('leaves an order paid when its stock is gone, and calls a person', async () => {
    world.neighbours.behave({ allocation: 'rejects' });
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    const asStaff = { ...placed, owner: { as: manager } };
    const attention = 'Paid, but the stock is gone.';
    await world.until(asStaff, { status: 'PAID', paymentStatus: 'PAID', attention });
    expect(await world.historyOf(asStaff)).toContain('ATTENTION_NEEDED');
    expect(await world.read(placed)).toMatchObject({ status: 'PAID', attention: null });
    expect(await world.historyOf(placed)).not.toContain('ATTENTION_NEEDED');
  });
});

describe('cancelling', () => {
  it('before the stock is known takes it back all the same', async () => {
    world.neighbours.behave({ stock: 'silent' });
    const placed = await world.order();
    expect(placed.body.order.status).toBe('CREATED');
    expect((await world.cancel(placed)).body).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'CANCELLED_BY_CUSTOMER',
    });
    await world.untilHistory(placed, 'STOCK_RELEASED');

    await world.neighbours.tell(placed.id, 'stock.reserved.v1');
    await world.untilHistory(placed, 'STOCK_RELEASED');
    await expect(world.historyOf(placed)).resolves.not.toContain('STOCK_HELD');
  });

  it('before the payment has started takes stock and payment back', async () => {
    world.neighbours.behave({ payment: 'silent' });
    const placed = await world.order();
    expect((await world.cancel(placed)).body.status).toBe('CANCELLED');
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(world.neighbours.askedFor(placed.id).slice(-2)).toEqual(UNDO);
  });

  it('while it can be paid takes stock and payment back, and twice is fine', async () => {
    const placed = await world.order();
    const first = await world.cancel(placed, { body: { reason: 'Changed my mind.' } });
    const second = await world.cancel(placed);
    expect([first.body.status, second.status, second.body.status]).toEqual(['CANCELLED', 200, 'CANCELLED']);
    const history = await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(history.filter((event) => event === 'ORDER_CANCELLED')).toHaveLength(1);
    const { body } = await world.request({ path: `/api/v1/orders/${placed.id}/history`, as: manager });
    expect(body.items.find(({ event }: { event: string }) => event === 'ORDER_CANCELLED')).toMatchObject({
      actor: 'CUSTOMER',
      actorId: placed.owner.as?.userId,
      reason: 'cancelled-by-customer: Changed my mind.',
    });
  });

  it('while the money is being taken is refused: nobody knows the outcome', async () => {
    world.neighbours.behave({ capture: 'silent' });
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.until(placed, { allowedActions: [] });
    expect(await world.cancel(placed)).toMatchObject({ status: 409, body: { code: 'PAYMENT_IN_PROGRESS' } });

    await world.neighbours.capture(placed.id);
    await world.until(placed, { status: 'PAID' });
  });

  it('a paid order gives stock and money back', async () => {
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    const cancelled = await world.cancel(placed, { as: manager });
    expect(cancelled.body).toMatchObject({
      status: 'CANCELLED',
      paymentStatus: 'PAID',
      cancelReason: 'CANCELLED_BY_STAFF',
    });
    await world.until(placed, { status: 'CANCELLED', paymentStatus: 'REFUNDED' });
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(world.neighbours.askedFor(placed.id).slice(-2)).toEqual([
      'stock.release-requested.v1',
      'payment.refund-requested.v1',
    ]);
  });

  it('a paid order whose stock is not allocated yet gives it back too, and asks for no more', async () => {
    world.neighbours.behave({ allocation: 'silent' });
    const placed = await world.order();
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.until(placed, { status: 'PAID' });
    await world.cancel(placed);
    await world.neighbours.tell(placed.id, 'stock.allocated.v1');
    await world.until(placed, { status: 'CANCELLED', paymentStatus: 'REFUNDED' });
    expect(await world.historyOf(placed)).not.toContain('ORDER_CONFIRMED');
    expect(await world.audit(OrdersEnd).check([placed.id])).toEqual([]);
  });

  it('a shipped order is refused', async () => {
    const placed = await world.order();
    await world.sql(`UPDATE orders.orders SET fulfillment_status = 'SHIPPED' WHERE id = $1`, [placed.id]);
    expect(await world.cancel(placed)).toMatchObject({ status: 409, body: { code: 'ORDER_NOT_CANCELLABLE' } });
  });

  it('another version than the current one is refused: 412 by REST, data by GraphQL', async () => {
    const placed = await world.order();
    const { version } = await world.read(placed);
    const headers = { 'if-match': `"${version - 1}"` };
    expect(await world.cancel(placed, { headers })).toMatchObject({
      status: 412,
      body: { code: 'PRECONDITION_FAILED', currentVersion: version },
    });
    const query = `mutation ($input: CancelOrderInput!) {
      cancelOrder(input: $input) { order { id } errors { __typename code ... on VersionConflictError { currentVersion } } }
    }`;
    const input = { orderId: placed.id, expectedVersion: version - 1 };
    const { body } = await world.shop.graphql('orders', query, { input }, placed.owner);
    expect(body.data.cancelOrder).toEqual({
      order: null,
      errors: [{ __typename: 'VersionConflictError', code: 'CONFLICT', currentVersion: version }],
    });
    expect((await world.cancel(placed, { headers: { 'if-match': `"${version}"` } })).status).toBe(200);
  });
});

describe('what happened, and what was agreed on,', () => {
  it('cannot be changed by the service itself', async () => {
    const rows = await world.sql<{ may: boolean }>(`
      SELECT has_table_privilege('tovar_orders', t, p) AS may
        FROM unnest(ARRAY['orders.order_history', 'orders.order_placement', 'orders.order_line']) t,
             unnest(ARRAY['UPDATE', 'DELETE']) p`);
    expect(rows.map(({ may }) => may)).toEqual(Array.from({ length: 6 }, () => false));
  });
});
