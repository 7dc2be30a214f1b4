import type { TestRequest, TestResponse } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { ShippingShop } from './shipping-shop.ts';

describe('goods that come back', () => {
  let shop: ShippingShop;

  beforeAll(async () => {
    shop = await ShippingShop.start();
  });
  afterAll(() => shop.stop());

  /** A customer's order of two kettles for 25.99 and a pot for 10.00, that has left. */
  const sent = async () => {
    const order = await shop.neighbours.paidOrder();
    const headers = { 'if-match': '"1"' };
    await shop.send({ method: 'POST', path: `/api/v1/shipments/${order.shipmentId}/ship`, body: {}, headers });
    const [kettle = '', pot = ''] = order.lines.map(({ variantId }) => variantId);
    return { ...order, kettle, pot, owner: { userId: order.customerId ?? '', scopes: ['orders:read:own'] } };
  };
  type Sent = Awaited<ReturnType<typeof sent>>;
  const ask = ({ orderId, owner }: Sent, lines: object[], more: Partial<TestRequest> = {}): Promise<TestResponse> => {
    const body = { orderId, lines, reason: 'Too loud.' };
    return shop.send({ method: 'POST', path: '/api/v1/returns', body, as: owner, ...more });
  };
  const act = async (id: string, action: string, body?: object, version?: number): Promise<TestResponse> => {
    const read = version ?? (await shop.send({ path: `/api/v1/returns/${id}` })).body.version;
    const headers = { 'if-match': `"${read}"` };
    return shop.send({ method: 'POST', path: `/api/v1/returns/${id}/${action}`, body, headers });
  };
  const answerRefund = async ({ orderId }: Sent, times: number, refusal?: string): Promise<void> => {
    const { returnId, refundId, amount } = await shop.neighbours.hears(
      orderId,
      'payment.return-refund-requested.v1',
      times,
    );
    const about = { orderId, returnId, refundId };
    if (refusal === undefined)
      await shop.neighbours.tell('payments', 'payment.return-refunded.v1', { ...about, amount });
    else await shop.neighbours.tell('payments', 'payment.return-refund-refused.v1', { ...about, reason: refusal });
  };

  it('go their way: asked for, agreed to, received, refunded, closed, and the others are told', async () => {
    const order = await sent();
    const { status, body } = await ask(order, [{ variantId: order.kettle, quantity: 1 }]);
    expect([status, body.status, body.number]).toEqual([201, 'REQUESTED', `${order.orderNumber}-R1`]);
    const requested = await shop.neighbours.hears(order.orderId, 'return.requested.v1');
    expect(requested.fulfillment.returnStatus).toBe('REQUESTED');
    expect((await act(body.id, 'approve', { note: 'Use the box.' })).body).toMatchObject({ status: 'APPROVED' });
    const lines = [{ variantId: order.kettle, restocked: 1, damaged: 0 }];
    expect((await act(body.id, 'receive', { lines })).body).toMatchObject({
      status: 'RECEIVED',
      refund: { amount: '1300', currency: 'EUR' },
    });
    expect((await shop.neighbours.hears(order.orderId, 'return.received.v1')).lines).toEqual(lines);
    await answerRefund(order, 1);
    const told = await shop.neighbours.hears(order.orderId, 'return.refunded.v1');
    expect(told).toMatchObject({ amount: { amount: '1300' }, fulfillment: { returnStatus: 'PARTIALLY_RETURNED' } });
    expect((await act(body.id, 'close')).body.status).toBe('CLOSED');
  });

  it('[REFUND-01] bring back exactly what was paid, however they are divided, and nothing twice', async () => {
    const order = await sent();
    const amounts: string[] = [];
    for (const time of [1, 2]) {
      const { body } = await ask(order, [{ variantId: order.kettle, quantity: 1 }]);
      await act(body.id, 'approve', {});
      const received = await act(body.id, 'receive', {
        lines: [{ variantId: order.kettle, restocked: 0, damaged: 1 }],
      });
      amounts.push(received.body.refund.amount);
      await answerRefund(order, time);
      await shop.neighbours.hears(order.orderId, 'return.refunded.v1', time);
    }
    expect(amounts).toEqual(['1300', '1299']);
    expect((await ask(order, [{ variantId: order.kettle, quantity: 1 }])).body.code).toBe('NOTHING_TO_RETURN');
    const pot = await ask(order, [{ variantId: order.pot, quantity: 1 }]);
    await act(pot.body.id, 'approve', {});
    await act(pot.body.id, 'receive', { lines: [{ variantId: order.pot, restocked: 1, damaged: 0 }] });
    await answerRefund(order, 3);
    const last = await shop.neighbours.hears(order.orderId, 'return.refunded.v1', 3);
    expect(last.fulfillment.returnStatus).toBe('RETURNED');
  });

  it('[FLOW-01] are refused where their turn has not come, and what was never sent does not come back', async () => {
    const unsent = await shop.neighbours.paidOrder();
    const owner = { userId: unsent.customerId ?? '', scopes: ['orders:read:own'] };
    const all = unsent.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
    const refused = await ask({ ...unsent, owner, kettle: '', pot: '' }, all);
    expect(refused.body.code).toBe('NOTHING_TO_RETURN');

    const order = await sent();
    const { id } = (await ask(order, [{ variantId: order.pot, quantity: 1 }])).body;
    const lines = [{ variantId: order.pot, restocked: 1, damaged: 0 }];
    for (const [action, body] of [['receive', { lines }], ['close'], ['refund']] as const) {
      expect([action, (await act(id, action, body)).body.code]).toEqual([action, 'RETURN_NOT_POSSIBLE']);
    }
    await act(id, 'reject', { reason: 'It was opened.' });
    expect((await act(id, 'approve', {})).body.code).toBe('RETURN_NOT_POSSIBLE');
    const told = await shop.neighbours.hears(order.orderId, 'return.rejected.v1');
    expect([told.reason, told.fulfillment.returnStatus]).toEqual(['It was opened.', 'NONE']);
    expect(shop.neighbours.toldOf(order.orderId, 'payment.return-refund-requested.v1')).toEqual([]);
    expect((await ask(order, [{ variantId: order.pot, quantity: 1 }])).status).toBe(201);
  });

  it('are received as they were asked for, or fewer', async () => {
    const order = await sent();
    const { id } = (await ask(order, [{ variantId: order.kettle, quantity: 2 }])).body;
    await act(id, 'approve', {});
    for (const line of [
      { variantId: order.kettle, restocked: 2, damaged: 1 },
      { variantId: order.kettle, restocked: 0, damaged: 0 },
      { variantId: order.pot, restocked: 1, damaged: 0 },
    ]) {
      expect((await act(id, 'receive', { lines: [line] })).body.code).toBe('RETURN_LINES_DIFFER');
    }
    const { body } = await act(id, 'receive', { lines: [{ variantId: order.kettle, restocked: 1, damaged: 0 }] });
    expect(body).toMatchObject({ status: 'RECEIVED', refund: { amount: '1300' } });
  });

  it('wait for a person when payments says no, who can ask again', async () => {
    const order = await sent();
    const { id } = (await ask(order, [{ variantId: order.pot, quantity: 1 }])).body;
    await act(id, 'approve', {});
    await act(id, 'receive', { lines: [{ variantId: order.pot, restocked: 1, damaged: 0 }] });
    await answerRefund(order, 1, 'REFUND_TOO_LARGE');
    await shop.untilReturn(id, { status: 'RECEIVED', problem: 'REFUND_TOO_LARGE' });
    expect((await act(id, 'refund')).body.problem).toBeNull();
    await answerRefund(order, 2);
    await shop.untilReturn(id, { status: 'REFUNDED' });
  });

  it('[BOLA-01] are asked for and seen by who bought them, and by nobody else', async () => {
    const order = await sent();
    const stranger = { userId: uuidv7(), scopes: ['orders:read:own'] };
    const lines = [{ variantId: order.pot, quantity: 1 }];
    expect((await ask(order, lines, { as: stranger })).status).toBe(404);
    expect((await ask(order, lines, { as: undefined })).status).toBe(404);
    const { id } = (await ask(order, lines)).body;
    for (const as of [stranger, undefined]) {
      expect((await shop.send({ path: `/api/v1/returns/${id}`, as })).status).toBe(404);
      const headers = { 'if-match': '"1"' };
      expect((await shop.send({ method: 'POST', path: `/api/v1/returns/${id}/cancel`, headers, as })).status).toBe(404);
      expect((await shop.send({ path: `/api/v1/returns/of-order/${order.orderId}`, as })).body.items).toEqual([]);
    }
    const headers = { 'if-match': '"1"' };
    const mine = { method: 'POST', path: `/api/v1/returns/${id}/cancel`, headers, as: order.owner } as const;
    expect((await shop.send(mine)).body.status).toBe('CANCELLED');
  });

  it('take effect once for the same key, and are read in one statement', async () => {
    const order = await sent();
    const input = {
      orderId: order.orderId,
      lines: [{ variantId: order.pot, quantity: 1 }],
      reason: 'Too small.',
      idempotencyKey: 'the-same-key-twice',
    };
    const query = `mutation ($input: RequestReturnInput!) { requestReturn(input: $input) {
      return { id status lines { sku quantity restocked } } errors { code } } }`;
    const first = (await shop.graphql(query, { input }, { as: order.owner })).body.data.requestReturn;
    expect(first).toMatchObject({
      return: { status: 'REQUESTED', lines: [{ sku: 'POT-1', quantity: 1 }] },
      errors: [],
    });
    const again = (await shop.graphql(query, { input }, { as: order.owner })).body.data.requestReturn;
    expect(again.return.id).toBe(first.return.id);
    const list = '{ returnList(first: 5) { edges { node { id number reason refund { amount } } } } }';
    expect((await shop.graphql(list)).statements).toBe(1);
    expect((await shop.send({ path: '/api/v1/returns?status=REQUESTED&limit=2' })).statements).toBe(1);
  });
});
