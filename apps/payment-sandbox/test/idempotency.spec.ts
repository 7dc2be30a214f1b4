import { anOrder, paypalApp, type PaypalApp } from './paypal-app.ts';

const hours = 3600;
const days = 24 * hours;

describe('a request id', () => {
  let sandbox: PaypalApp;
  beforeEach(async () => {
    sandbox = await paypalApp();
  });
  const create = (requestId: string, body: object) =>
    sandbox.call('POST', '/v2/checkout/orders', { body, headers: { 'paypal-request-id': requestId } });
  const capture = (orderId: string, requestId: string) =>
    sandbox.call('POST', `/v2/checkout/orders/${orderId}/capture`, { headers: { 'paypal-request-id': requestId } });
  const refund = (captureId: string, requestId: string, value = '10.00') =>
    sandbox.call('POST', `/v2/payments/captures/${captureId}/refund`, {
      body: { amount: { value, currency_code: 'USD' } },
      headers: { 'paypal-request-id': requestId },
    });

  it('makes an order once, whatever the order of its members', async () => {
    const { intent, ...rest } = anOrder() as { intent: string };
    const first = await create('id', { intent, ...rest });
    const replay = await create('id', { ...rest, intent });
    expect([first.status, replay.status]).toEqual([201, 200]);
    expect(replay.json).toEqual(first.json);
    expect(sandbox.orders.everything().orders).toHaveLength(1);
  });

  it('answers a replay with the latest state', async () => {
    const order = anOrder();
    const { json } = await create('create-1', order);
    await sandbox.press(json.id, 'pay');
    expect((await create('create-1', order)).json).toMatchObject({ id: json.id, status: 'APPROVED' });
  });

  it('captures once', async () => {
    const orderId = await sandbox.approvedOrder();
    const answers = [await capture(orderId, 'capture-1'), await capture(orderId, 'capture-1')];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(sandbox.orders.capturesOf(orderId)).toHaveLength(1);
  });

  it('refunds once, while no id refunds again', async () => {
    const captureId = await sandbox.capture();
    const answers = [await refund(captureId, 'refund-1'), await refund(captureId, 'refund-1')];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    expect(answers[0]?.json.id).toBe(answers[1]?.json.id);

    const body = { amount: { value: '10.00', currency_code: 'USD' } };
    await sandbox.call('POST', `/v2/payments/captures/${captureId}/refund`, { body });
    await sandbox.call('POST', `/v2/payments/captures/${captureId}/refund`, { body });
    expect(sandbox.orders.refundsOf(captureId)).toHaveLength(3);
  });

  it.each([
    ['another body', () => create('id', anOrder({ custom_id: 'other' }))],
    ['a body that adds a member', () => create('id', { ...anOrder(), payment_source: { paypal: {} } })],
  ])('is refused for %s', async (_what, again) => {
    await create('id', anOrder());
    const { status, json } = await again();
    expect([status, json.details[0]?.issue]).toEqual([422, 'DUPLICATE_REQUEST_ID']);
  });

  it('is refused for another resource', async () => {
    const [one, two] = [await sandbox.capture(), await sandbox.capture()];
    await refund(one, 'refund-1');
    expect((await refund(two, 'refund-1')).json.details[0]?.issue).toBe('DUPLICATE_REQUEST_ID');
  });

  it('means something else on another operation', async () => {
    const { json } = await create('same', anOrder());
    await sandbox.press(json.id, 'pay');
    expect((await capture(json.id, 'same')).status).toBe(201);
  });

  it('is refused while the first request is under way', async () => {
    sandbox.arm({ target: 'create', kind: 'slow', delayMs: 50 });
    const order = anOrder();
    const answers = await Promise.all([create('twice', order), create('twice', order)]);
    const [first, second] = answers.toSorted((a, b) => a.status - b.status);
    expect(first?.status).toBe(201);
    expect(second?.status).toBe(409);
    expect(second?.json).toMatchObject({
      name: 'RESOURCE_CONFLICT',
      details: [{ issue: 'PREVIOUS_REQUEST_IN_PROGRESS' }],
    });
    expect((await create('twice', order)).json.id).toBe(first?.json.id);
  });

  it('is not used up by a refusal', async () => {
    const { json: order } = await create('create', anOrder());
    expect((await capture(order.id, 'capture')).status).toBe(422);
    await sandbox.press(order.id, 'decline');
    expect((await capture(order.id, 'capture')).status).toBe(422);
    await sandbox.press(order.id, 'pay');
    expect((await capture(order.id, 'capture')).status).toBe(201);
  });

  it('of an order is forgotten after 6 hours', async () => {
    const order = anOrder();
    const { json } = await create('id', order);
    sandbox.advance(6 * hours - 60);
    expect((await create('id', order)).json.id).toBe(json.id);
    sandbox.advance(60);
    const late = await create('id', order);
    expect(late.status).toBe(201);
    expect(late.json.id).not.toBe(json.id);
  });

  it('of a capture is forgotten after 6 hours, and the order is still captured only once', async () => {
    const orderId = await sandbox.approvedOrder();
    await capture(orderId, 'id');
    sandbox.advance(6 * hours);
    expect((await capture(orderId, 'id')).json.details[0]?.issue).toBe('ORDER_ALREADY_CAPTURED');
  });

  it('of a refund is forgotten after 45 days', async () => {
    const captureId = await sandbox.capture();
    const { json } = await refund(captureId, 'id');
    sandbox.advance(45 * days - 60);
    await sandbox.logIn();
    expect((await refund(captureId, 'id')).json.id).toBe(json.id);
    sandbox.advance(60);
    expect((await refund(captureId, 'id')).json.id).not.toBe(json.id);
  });
});
