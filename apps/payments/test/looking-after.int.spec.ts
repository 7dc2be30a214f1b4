import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { DailyJobs } from '../src/api/daily.jobs.ts';
import { ComparePayments } from '../src/commands/compare-payments.ts';
import { IN_RUBLES, PaymentsShop, type StartedPayment } from './payments-shop.ts';

const support = { userId: uuidv7(), scopes: ['payments:read:any'] };
const manager = { userId: uuidv7(), scopes: ['payments:read:any', 'payments:refund:any'] };
const A_DAY_MS = 86_400_000;

/** The orders that this shop says it knows; all of them unless a test says otherwise. */
const orders = { unknown: new Set<string>() };

describe('those who look after payments', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start(
      {},
      {
        orders: (service) => {
          service.post<{ Body: { orderIds: string[] } }>('/internal/known-orders', async ({ body }) => ({
            orderIds: body.orderIds.filter((id) => !orders.unknown.has(id)),
          }));
        },
      },
    );
  });
  afterAll(() => shop.stop());
  afterEach(async () => {
    orders.unknown.clear();
    await shop.sandbox.disarm();
  });

  const get = (path: string, as = support) => shop.shop.request('payments', { path: `/api/v1/${path}`, as });
  const idsOf = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id);
  const daily = () => shop.shop.running.app('payments').get(DailyJobs).daily();
  const clear = (paymentId: string, reason: string, as = manager) =>
    shop.shop.request('payments', {
      method: 'POST',
      path: `/api/v1/payments/${paymentId}/attention/clear`,
      body: { reason },
      as,
    });
  const disagreeing = async (): Promise<StartedPayment> => {
    const payment = await shop.approved(IN_RUBLES);
    await shop.sandbox.arm({ target: 'capture', kind: 'wrong-amount', provider: 'yookassa' });
    await shop.askFor('capture', payment);
    await waitFor('the mark', async () => (await get(`payments/${payment.paymentId}`)).body.attention !== null);
    return payment;
  };

  it('[PAY-05] find a payment that the provider shows differently among those that need attention, until one clears it', async () => {
    const { paymentId } = await disagreeing();
    expect((await get(`payments/${paymentId}`)).body.attention).toBe('PROVIDER_DISAGREES');
    expect(idsOf(await get('payments?needsAttention=true'))).toContain(paymentId);
    expect((await clear(paymentId, 'Looked', support)).status).toBe(403);
    expect((await clear(paymentId, ' ')).status).toBe(400);
    expect((await clear(paymentId, 'Corrected with YooKassa')).body.attention).toBeNull();
    expect((await clear(paymentId, 'Again')).status).toBe(200);
    expect((await clear(uuidv7(), 'Nothing')).body.code).toBe('PAYMENT_UNKNOWN');
    const { body } = await get(`payment-audit?paymentId=${paymentId}`);
    expect(body.items).toMatchObject([
      {
        kind: 'attention-cleared',
        actorId: manager.userId,
        details: { attention: 'PROVIDER_DISAGREES', reason: 'Corrected with YooKassa' },
      },
    ]);
  });

  it('are shown a refund that the provider refused, and the customer is not', async () => {
    const customer = { userId: uuidv7(), scopes: ['payments:read:own'] };
    const payment = await shop.captured({ ...IN_RUBLES, customerId: customer.userId });
    await shop.sandbox.arm({ target: 'refund', kind: 'refund-canceled', provider: 'yookassa', delayMs: 1 });
    await shop.askFor('refund', payment);
    await shop.waitForFact(payment.paymentId, { type: 'REFUND', state: 'PENDING' });
    await shop.sandbox.advanceClock(60);
    await shop.askFor('refund', payment);
    await shop.hear('payment.refund-failed.v1', payment.orderId);
    expect((await get(`payments/${payment.paymentId}`)).body.attention).toBe('REFUND_FAILED');
    expect((await get(`payments/${payment.paymentId}`, customer)).body.attention).toBeNull();
  });

  it('clear it by GraphQL as well', async () => {
    const { paymentId } = await disagreeing();
    const mutation = `mutation ($input: ClearPaymentAttentionInput!) {
      clearPaymentAttention(input: $input) { payment { id attention } errors { code } } }`;
    const run = async (id: string) =>
      (await shop.shop.graphql('payments', mutation, { input: { paymentId: id, reason: 'Done' } }, { as: manager }))
        .body;
    expect((await run(paymentId)).data.clearPaymentAttention).toEqual({
      payment: { id: paymentId, attention: null },
      errors: [],
    });
    expect((await run(uuidv7())).data.clearPaymentAttention.errors).toEqual([{ code: 'PAYMENT_UNKNOWN' }]);
    const query = `query ($id: ID) { paymentAudit(paymentId: $id) { edges { node { kind details } } } }`;
    const { body } = await shop.shop.graphql('payments', query, { id: paymentId }, { as: support });
    expect(body.data.paymentAudit.edges).toMatchObject([{ node: { kind: 'attention-cleared' } }]);
  });

  it('narrow the list by provider, state, order and time, and take one statement for it', async () => {
    const customerId = uuidv7();
    const customer = { userId: customerId, scopes: ['payments:read:own'] };
    const rubles = await shop.captured({ ...IN_RUBLES, customerId });
    const euros = await shop.started({ customerId });
    const [all, byProvider, byState, byOrder] = [
      await get('payments', customer),
      await get('payments?provider=yookassa', customer),
      await get('payments?state=REQUIRES_ACTION', customer),
      await get(`payments?orderId=${rubles.orderId}`, customer),
    ];
    expect([idsOf(all), idsOf(byProvider), idsOf(byState), idsOf(byOrder)]).toEqual([
      [euros.paymentId, rubles.paymentId],
      [rubles.paymentId],
      [euros.paymentId],
      [rubles.paymentId],
    ]);
    const [past, future] = [-A_DAY_MS, A_DAY_MS].map((ms) => new Date(Date.now() + ms).toISOString());
    expect(idsOf(await get(`payments?from=${past}&to=${future}`, customer))).toHaveLength(2);
    expect(idsOf(await get(`payments?from=${future}`, customer))).toEqual([]);
    expect(all.statements).toBe(1);
    const query = `query ($provider: String, $first: Int) { payments(provider: $provider, first: $first) {
      edges { node { id state } } pageInfo { hasNextPage } } }`;
    const asked = await shop.shop.graphql('payments', query, { provider: 'paypal', first: 1 }, { as: customer });
    expect(asked.body.data.payments).toEqual({
      edges: [{ node: { id: euros.paymentId, state: 'REQUIRES_ACTION' } }],
      pageInfo: { hasNextPage: false },
    });
    expect(asked.statements).toBe(1);
  });

  it('read the whole log as JSON lines, and that is written down', async () => {
    const { paymentId } = await shop.captured();
    const { headers, body } = await get('payment-transactions');
    const lines = String(body)
      .trim()
      .split('\n')
      .map(
        (line) => JSON.parse(line) as { paymentId: string; type: string; state: string; amount: { decimal: string } },
      );
    expect(headers['content-type']).toBe('application/x-ndjson');
    expect(lines.filter((line) => line.paymentId === paymentId).map(({ type, state }) => `${type} ${state}`)).toEqual([
      'AUTHORIZE REQUESTED',
      'AUTHORIZE PENDING',
      'AUTHORIZE SUCCEEDED',
      'CAPTURE REQUESTED',
      'CAPTURE SUCCEEDED',
    ]);
    expect(lines.at(-1)?.amount.decimal).toBe('29.98');
    const later = new Date(Date.now() + A_DAY_MS).toISOString();
    expect((await get(`payment-transactions?from=${later}`)).body).toBe('');
    expect((await get('payment-audit')).body.items[0]).toMatchObject({
      kind: 'transactions-exported',
      actorId: support.userId,
    });
    expect((await get('payment-transactions', { userId: uuidv7(), scopes: ['payments:read:own'] })).status).toBe(403);
  });

  it('see what the providers told and what became of it, a page at a time, in one statement', async () => {
    shop.listenToWebhooks();
    const payment = await shop.captured(IN_RUBLES);
    const told = async () => (await get('payment-webhooks?provider=yookassa')).body.items;
    const handled = await waitFor('two handled notifications', async () => {
      const all = await told();
      return all.filter(({ state }: { state: string }) => state === 'HANDLED').length >= 2 && all;
    });
    expect(handled[0]).toMatchObject({ provider: 'yookassa', attempts: 1, error: null });
    expect(JSON.stringify(handled)).not.toContain(payment.paymentId);
    const first = await get('payment-webhooks?limit=1');
    const second = await get(`payment-webhooks?limit=1&cursor=${first.body.nextCursor}`);
    expect(Number(second.body.items[0].id)).toBeLessThan(Number(first.body.items[0].id));
    expect([first.statements, (await get('payment-webhooks?state=DONE')).status]).toEqual([1, 400]);
    const query =
      'query { paymentWebhooks(provider: "yookassa", state: HANDLED, first: 1) { edges { node { state eventId } } } }';
    const { body } = await shop.shop.graphql('payments', query, {}, { as: support });
    expect(body.data.paymentWebhooks.edges).toMatchObject([{ node: { state: 'HANDLED' } }]);
    expect((await get('payment-webhooks', { userId: uuidv7(), scopes: ['payments:read:own'] })).status).toBe(403);
  });

  it('keep notifications for so many days, and no process can delete a younger one', async () => {
    await shop.database.query(
      `INSERT INTO webhook (provider, event_id, transmission_id, headers, body, received_at) VALUES
         ('paypal', 'old', 'old', '{}', '', now() - interval '91 days'),
         ('paypal', 'young', 'young', '{}', '', now() - interval '89 days')`,
    );
    await daily();
    const left = async () =>
      (
        await shop.database.query<{ event_id: string }>(
          "SELECT event_id FROM webhook WHERE event_id IN ('old', 'young')",
        )
      ).map(({ event_id }) => event_id);
    expect(await left()).toEqual(['young']);
    await shop.database.query('SELECT purge_webhooks(0)');
    expect(await left()).toEqual([]);
    await expect(shop.database.query('DELETE FROM webhook')).rejects.toThrow('permission denied');
  });

  it.each([
    ['PayPal', {}],
    ['YooKassa', IN_RUBLES],
  ])('learn within a day what %s has done, although no notification came', async (_provider, request) => {
    const payment = await shop.started(request);
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    await daily();
    await shop.hear('payment.approved.v1', payment.orderId);
  });

  it('learn what was captured after the order was given up, although nobody told', async () => {
    const payment = await shop.approved();
    await shop.askFor('cancel', payment);
    await shop.hear('payment.cancelled.v1', payment.orderId);
    const token = new URL(payment.redirectUrl).searchParams.get('token');
    await shop.sandbox.post(`/v2/checkout/orders/${token}/capture`, {});
    const compared = await shop.shop.running
      .app('payments')
      .get(ComparePayments)
      .execute(new Date(Date.now() - A_DAY_MS), new Date());
    expect(compared.unknown).toBe(0);
    await shop.waitForFact(payment.paymentId, { type: 'CAPTURE', state: 'SUCCEEDED' });
  });

  it('[INV-MONEY-4] see money without an order go back', async () => {
    const payment = await shop.captured();
    orders.unknown.add(payment.orderId);
    await daily();
    await shop.hear('payment.refunded.v1', payment.orderId);
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).refunds).toHaveLength(1);
    expect((await get(`payments/${payment.paymentId}`)).body.attention).toBe('ORDER_UNKNOWN');
  });

  it('are asked first when the orders of many payments are unknown at once', async () => {
    const payments = await Promise.all(Array.from({ length: 11 }, () => shop.captured()));
    for (const { orderId } of payments) orders.unknown.add(orderId);
    await daily();
    const states = await Promise.all(payments.map(({ paymentId }) => shop.stateOf(paymentId)));
    expect(new Set(states)).toEqual(new Set(['CAPTURED']));
    const [first] = payments;
    expect((await get(`payments/${first?.paymentId}`)).body.attention).toBe('ORDER_UNKNOWN');
  });

  it('have the next daily round planned, once', async () => {
    const jobs = await shop.database.query("SELECT 1 FROM payments_jobs.later_job WHERE key = 'payments.daily'");
    expect(jobs).toHaveLength(1);
  });
});
