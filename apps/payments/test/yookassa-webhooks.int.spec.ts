import { waitFor } from '@tovar/testing';
import { IN_RUBLES, PaymentsShop, type StartedPayment } from './payments-shop.ts';
import { json, ScriptedServer } from './scripted-server.ts';

const PATH = '/webhooks/yookassa';

describe('notifications of YooKassa', () => {
  let shop: PaymentsShop;
  /** Where the sandbox delivers: genuine notifications, for the test to pass on as it likes. */
  let mailbox: ScriptedServer;

  beforeAll(async () => {
    shop = await PaymentsShop.start({ YOOKASSA_TIMEOUT_MS: '1500' });
    mailbox = await ScriptedServer.start(json(200, {}));
    shop.sandbox.sendNotificationsTo(mailbox.url + PATH);
  });
  afterAll(async () => {
    await shop.stop();
    await mailbox.close();
  });
  beforeEach(() => mailbox.next());

  const deliver = (body: string, headers: Record<string, string> = {}) =>
    fetch(shop.shop.running.url('payments') + PATH, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const notification = async (event: string, { paymentId }: StartedPayment) =>
    (
      await waitFor(`${event} of ${paymentId}`, () =>
        mailbox.heard.find(({ body }) => body.includes(`"${event}"`) && body.includes(paymentId)),
      )
    ).body;
  const stored = async (): Promise<number> => (await shop.database.query('SELECT 1 FROM webhook')).length;

  it('let a hold be known although the buyer never comes back', async () => {
    const payment = await shop.started(IN_RUBLES);
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    expect((await deliver(await notification('payment.waiting_for_capture', payment))).status).toBe(200);
    await shop.hear('payment.approved.v1', payment.paymentId);
  });

  it('[PAY-04] take effect once when they come a hundred times, in any order, stale ones among them', async () => {
    const payment = await shop.captured(IN_RUBLES);
    const events = ['payment.succeeded', 'payment.waiting_for_capture'];
    const late = await Promise.all(events.map((event) => notification(event, payment)));
    const before = [
      await stored(),
      await shop.transactionsOf(payment.paymentId),
      shop.said(payment.paymentId),
    ] as const;
    for (let round = 0; round < 50; round += 1) {
      const answers = await Promise.all(late.map((body) => deliver(body)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
    await shop.quiet();
    const after = [await stored(), await shop.transactionsOf(payment.paymentId), shop.said(payment.paymentId)] as const;
    expect(after).toEqual([before[0] + 2, before[1], before[2]]);
    expect(await shop.stateOf(payment.paymentId)).toBe('CAPTURED');
  });

  it('[PAY-03] prove nothing by what they say: YooKassa is asked, and the payment still waits', async () => {
    const payment = await shop.started(IN_RUBLES);
    const id = new URL(payment.redirectUrl).searchParams.get('orderId');
    const lie = { id, status: 'succeeded', paid: true, metadata: { payment_id: payment.paymentId } };
    const body = JSON.stringify({ type: 'notification', event: 'payment.succeeded', object: lie });
    expect((await deliver(body)).status).toBe(200);
    await shop.quiet();
    expect([shop.said(payment.paymentId), await shop.stateOf(payment.paymentId)]).toEqual([
      ['started'],
      'REQUIRES_ACTION',
    ]);
  });

  it('[PAY-03] are kept and followed later while YooKassa does not answer; nothing is paid meanwhile', async () => {
    const payment = await shop.started(IN_RUBLES);
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    await shop.sandbox.arm({ target: 'get', kind: 'timeout-before-commit', provider: 'yookassa' });
    expect((await deliver(await notification('payment.waiting_for_capture', payment))).status).toBe(200);
    await shop.hear('payment.approved.v1', payment.paymentId);
  });

  it('tell of a refund that somebody made by hand, once', async () => {
    const payment = await shop.captured(IN_RUBLES);
    const [capture] = (await shop.sandbox.ledgerOf(payment.paymentId)).captures;
    await shop.sandbox.callYooKassa('/refunds', {
      payment_id: capture?.id,
      amount: { value: '1.00', currency: 'RUB' },
      metadata: { payment_id: payment.paymentId },
    });
    const body = await notification('refund.succeeded', payment);
    await Promise.all([deliver(body), deliver(body)]);
    await shop.hear('payment.refunded.v1', payment.paymentId);
    await shop.quiet();
    expect(shop.said(payment.paymentId).filter((name) => name === 'refunded')).toHaveLength(1);
  });

  it('[LOG-02] leave an audit row when they are refused, one for each network and minute', async () => {
    const kinds = () => shop.database.query("SELECT 1 FROM payment_audit WHERE kind = 'webhook-refused'");
    const before = (await kinds()).length;
    for (const _each of [1, 2, 3]) expect((await deliver('{"paid":true}')).status).toBe(400);
    expect((await kinds()).length - before).toBeLessThanOrEqual(2);
    expect((await kinds()).length).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ['no JSON', 'paid', 400],
    ['nothing that YooKassa sends', '{"paid":true}', 400],
    ['a path for an id', '{"type":"notification","event":"payment.succeeded","object":{"id":"../refunds"}}', 400],
  ])('are refused when they are %s', async (_what, body, status) => {
    const before = await stored();
    expect((await deliver(body)).status).toBe(status);
    expect(await stored()).toBe(before);
  });
});

describe('who may notify', () => {
  const body = JSON.stringify({
    type: 'notification',
    event: 'payment.succeeded',
    object: { id: '22d6d597-000f-5000-9000-145f6df21d6f', status: 'succeeded' },
  });
  const shopWith = (proxies: string) =>
    PaymentsShop.start({
      YOOKASSA_WEBHOOK_NETWORKS: '185.71.76.0/27,2a02:5180::/32',
      ...(proxies && { TRUSTED_PROXIES: proxies }),
    });

  it.each([
    ['a stranger', '', undefined, 403],
    ['a stranger who writes a good address into the header', '', '185.71.76.1', 403],
    ['a stranger behind our proxy', '127.0.0.1', '203.0.113.5', 403],
    [
      'a stranger behind our proxy who writes a good address before its own',
      '127.0.0.1',
      '185.71.76.1, 203.0.113.5',
      403,
    ],
    ['YooKassa behind our proxy', '127.0.0.1', '185.71.76.1', 200],
    ['YooKassa behind our proxy, by its sixth version', '127.0.0.1', '2a02:5180::7', 200],
    ['YooKassa behind our proxy, whatever it was sent by before', '127.0.0.1', '203.0.113.5, 185.71.76.31', 200],
  ])(
    '[PAY-03] decides the address of the nearest who is not our proxy: %s',
    async (_who, proxies, forwarded, status) => {
      const shop = await shopWith(proxies);
      try {
        const response = await fetch(`${shop.shop.running.url('payments')}${PATH}`, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json', ...(forwarded && { 'x-forwarded-for': forwarded }) },
        });
        expect(response.status).toBe(status);
        const { code } = (await response.json()) as { code?: string };
        expect(code).toBe(status === 403 ? 'WEBHOOK_FROM_STRANGER' : undefined);
        expect(await shop.database.query('SELECT 1 FROM webhook')).toHaveLength(status === 200 ? 1 : 0);
      } finally {
        await shop.stop();
      }
    },
  );
});

describe('notifications that YooKassa sends by itself', () => {
  it('take a payment through to the end, lies and doubles among them', async () => {
    const shop = await PaymentsShop.start();
    try {
      shop.listenToWebhooks();
      await shop.sandbox.arm({ target: 'webhook', kind: 'webhook-forged', provider: 'yookassa' });
      await shop.sandbox.arm({ target: 'webhook', kind: 'webhook-duplicate', provider: 'yookassa' });
      const payment = await shop.started(IN_RUBLES);
      await shop.sandbox.press(payment.redirectUrl, 'pay');
      await shop.hear('payment.approved.v1', payment.paymentId);
      await shop.askFor('capture', payment);
      await shop.hear('payment.captured.v1', payment.paymentId);
      const deliveries = await waitFor('all deliveries', async () => {
        const all = await shop.sandbox.deliveries();
        return all.every(({ state }) => state !== 'pending') && all;
      });
      await shop.quiet();
      expect(deliveries.every(({ state }) => state === 'delivered')).toBe(true);
      expect(shop.said(payment.paymentId)).toEqual(['started', 'approved', 'captured']);
    } finally {
      await shop.stop();
    }
  });
});
