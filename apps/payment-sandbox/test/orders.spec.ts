import { anOrder, paypalApp, type AnyBody, type PaypalApp } from './paypal-app.ts';

const representation = { prefer: 'return=representation' };

describe('orders', () => {
  let sandbox: PaypalApp;
  beforeAll(async () => {
    sandbox = await paypalApp();
  });
  const create = (body: object, headers: Record<string, string> = {}) =>
    sandbox.call('POST', '/v2/checkout/orders', { body, headers });
  const capture = (orderId: string, headers: Record<string, string> = {}) =>
    sandbox.call('POST', `/v2/checkout/orders/${orderId}/capture`, { body: {}, headers });
  const rels = (json: Pick<AnyBody, 'links'>) => json.links.map(({ rel }) => rel);

  it('asks the buyer to act when the order names PayPal as its source', async () => {
    const source = { payment_source: { paypal: { experience_context: { return_url: 'https://shop.test/' } } } };
    const { status, json } = await create(anOrder({}, source), { 'paypal-request-id': 'source-1' });
    expect(status).toBe(201);
    expect(json).toEqual({
      id: expect.stringMatching(/^[A-Z0-9]{17}$/),
      status: 'PAYER_ACTION_REQUIRED',
      payment_source: { paypal: {} },
      links: [
        { href: `http://sandbox.test/v2/checkout/orders/${json.id}`, rel: 'self', method: 'GET' },
        { href: `http://sandbox.test/checkoutnow?token=${json.id}`, rel: 'payer-action', method: 'GET' },
      ],
    });
  });

  it('is created for approval when the order names no source', async () => {
    const { status, json } = await create(anOrder());
    expect(status).toBe(201);
    expect(json.status).toBe('CREATED');
    expect(rels(json)).toEqual(['self', 'approve', 'update', 'capture']);
  });

  it('needs a request id when it names a source', async () => {
    const { status, json } = await create(anOrder({}, { payment_source: { paypal: {} } }));
    expect([status, json.details[0]?.issue]).toEqual([400, 'PAYPAL_REQUEST_ID_REQUIRED']);
  });

  it('shows the whole order, amounts with all their decimals, to a caller that prefers it', async () => {
    const unit = { amount: { currency_code: 'USD', value: '7.5' }, items: undefined };
    const { json } = await create(anOrder(unit), representation);
    expect(json.purchase_units).toMatchObject([
      { reference_id: 'default', custom_id: 'payment-1', amount: { currency_code: 'USD', value: '7.50' } },
    ]);
    const read = await sandbox.call('GET', `/v2/checkout/orders/${json.id}`);
    expect(read.json).toEqual(json);
  });

  it('does not capture before the buyer has approved', async () => {
    const { json: order } = await create(anOrder());
    const { status, json } = await capture(order.id);
    expect([status, json.details[0]?.issue]).toEqual([422, 'ORDER_NOT_APPROVED']);
    expect(sandbox.orders.capturesOf(order.id)).toEqual([]);
  });

  it('captures an approved order once', async () => {
    const orderId = await sandbox.approvedOrder();
    const first = await capture(orderId, representation);
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({
      id: orderId,
      status: 'COMPLETED',
      payer: { payer_id: 'QYR5Z8XDVJNXQ' },
      purchase_units: [
        {
          payments: {
            captures: [
              {
                status: 'COMPLETED',
                amount: { currency_code: 'USD', value: '100.00' },
                final_capture: true,
                custom_id: 'payment-1',
                seller_receivable_breakdown: { paypal_fee: { value: '3.00' }, net_amount: { value: '97.00' } },
              },
            ],
          },
        },
      ],
    });
    const taken = first.json.purchase_units.flatMap(({ payments }) => payments.captures);
    expect(taken.map(rels)).toEqual([['self', 'refund', 'up']]);

    const second = await capture(orderId);
    expect([second.status, second.json.details[0]?.issue]).toEqual([422, 'ORDER_ALREADY_CAPTURED']);
    expect(sandbox.orders.capturesOf(orderId)).toHaveLength(1);
  });

  it('is captured once, however many ask at once', async () => {
    const orderId = await sandbox.approvedOrder();
    const answers = await Promise.all(Array.from({ length: 50 }, () => capture(orderId)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(sandbox.orders.capturesOf(orderId)).toHaveLength(1);
  });

  it('shows only id, status and links of a capture unless the caller prefers more', async () => {
    const { json } = await capture(await sandbox.approvedOrder());
    expect(Object.keys(json)).toEqual(['id', 'status', 'payment_source', 'links']);
  });

  it('captures each purchase unit', async () => {
    const unit = (reference: string, value: string) => ({
      reference_id: reference,
      amount: { currency_code: 'JPY', value },
    });
    const units = { purchase_units: [unit('a', '100'), unit('b', '250')] };
    const { json } = await capture(await sandbox.approvedOrder(anOrder({}, units)), representation);
    const amounts = json.purchase_units.map(({ payments }) => payments.captures[0]?.amount.value);
    expect(amounts).toEqual(['100', '250']);
  });

  it('refuses to take a second payment for an invoice', async () => {
    const order = anOrder({ invoice_id: 'one-invoice' });
    await capture(await sandbox.approvedOrder(order));
    const { status, json } = await capture(await sandbox.approvedOrder(order));
    expect([status, json.details[0]?.issue]).toEqual([422, 'DUPLICATE_INVOICE_ID']);
  });

  it('takes nothing from a declined instrument and lets the buyer choose again', async () => {
    const { json: order } = await create(anOrder());
    await sandbox.press(order.id, 'decline');
    const declined = await capture(order.id);
    expect([declined.status, declined.json.details[0]?.issue]).toEqual([422, 'INSTRUMENT_DECLINED']);
    expect((await sandbox.call('GET', `/v2/checkout/orders/${order.id}`)).json.status).toBe('CREATED');

    await sandbox.press(order.id, 'pay');
    expect((await capture(order.id)).status).toBe(201);
  });

  it('does not capture an order that is meant to be authorised', async () => {
    const { status, json } = await capture(await sandbox.approvedOrder(anOrder({}, { intent: 'AUTHORIZE' })));
    expect([status, json.details[0]?.issue]).toEqual([422, 'ACTION_DOES_NOT_MATCH_INTENT']);
  });

  it('expires three hours after the approval', async () => {
    const orderId = await sandbox.approvedOrder();
    sandbox.advance(3 * 3600);
    const { status, json } = await sandbox.logIn().then(() => capture(orderId));
    expect([status, json.details[0]?.issue]).toEqual([422, 'ORDER_EXPIRED']);
  });

  it.each(['/v2/checkout/orders/NOSUCH', '/v2/payments/captures/NOSUCH', '/v2/payments/refunds/NOSUCH'])(
    'answers 404 for %s',
    async (path) => {
      const { status, json } = await sandbox.call('GET', path);
      expect([status, json.name, json.details[0]?.issue]).toEqual([404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID']);
    },
  );
});
