import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { collidingText } from './crc-collision.ts';
import { PaymentsShop, type StartedPayment } from './payments-shop.ts';
import { json, type HeardRequest, ScriptedServer } from './scripted-server.ts';

const PATH = '/webhooks/paypal';

describe('webhooks', () => {
  let shop: PaymentsShop;
  /** Where the sandbox delivers: genuine notifications, for the test to pass on as it likes. */
  let mailbox: ScriptedServer;

  beforeAll(async () => {
    shop = await PaymentsShop.start();
    mailbox = await ScriptedServer.start(json(200, {}));
    shop.sandbox.sendWebhooksTo(mailbox.url + PATH);
  });
  afterAll(async () => {
    await shop.stop();
    await mailbox.close();
  });
  beforeEach(() => mailbox.next());

  const deliver = ({ headers, body }: Pick<HeardRequest, 'headers' | 'body'>) =>
    fetch(shop.shop.running.url('payments') + PATH, {
      method: 'POST',
      body,
      headers: Object.fromEntries(
        Object.entries(headers).filter(
          (entry): entry is [string, string] =>
            /^(paypal-|content-type)/.test(entry[0]) && typeof entry[1] === 'string',
        ),
      ),
    });
  /** The notification of this kind that the sandbox has sent about the payment. */
  const notification = (kind: string, { paymentId }: StartedPayment) =>
    waitFor(`${kind} of ${paymentId}`, () =>
      mailbox.heard.find(({ body }) => body.includes(`"${kind}"`) && body.includes(paymentId)),
    );
  const stored = async (): Promise<number> => (await shop.database.query('SELECT 1 FROM webhook')).length;

  it('let an approval be known although the buyer never comes back', async () => {
    const payment = await shop.started();
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    const response = await deliver(await notification('CHECKOUT.ORDER.APPROVED', payment));
    expect(response.status).toBe(200);
    await shop.hear('payment.approved.v1', payment.paymentId);
  });

  it('change nothing that the return page has made known, and the other way round', async () => {
    const payment = await shop.started();
    const location = await shop.sandbox.press(payment.redirectUrl, 'pay');
    const approval = await notification('CHECKOUT.ORDER.APPROVED', payment);
    await Promise.all([deliver(approval), shop.comeBack(location)]);
    await shop.hear('payment.approved.v1', payment.paymentId);
    await shop.comeBack(location);
    await shop.quiet();
    expect(shop.said(payment.paymentId)).toEqual(['started', 'approved']);
  });

  it('are stored byte for byte', async () => {
    const payment = await shop.started();
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    const approval = await notification('CHECKOUT.ORDER.APPROVED', payment);
    await deliver(approval);
    const rows = await shop.database.query<{ body: Buffer }>('SELECT body FROM webhook WHERE transmission_id = $1', [
      approval.headers['paypal-transmission-id'],
    ]);
    expect(rows[0]?.body.toString()).toBe(approval.body);
  });

  it('[PAY-04] take effect once when they come a hundred times, in any order, days later', async () => {
    const payment = await shop.captured();
    const kinds = ['PAYMENT.CAPTURE.COMPLETED', 'CHECKOUT.ORDER.APPROVED', 'CHECKOUT.ORDER.COMPLETED'];
    const late = await Promise.all(kinds.map((kind) => notification(kind, payment)));
    const before = [
      await stored(),
      await shop.transactionsOf(payment.paymentId),
      shop.said(payment.paymentId),
    ] as const;
    for (let round = 0; round < 34; round += 1) {
      const answers = await Promise.all(late.toReversed().map(deliver));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    }
    await shop.quiet();
    const after = [await stored(), await shop.transactionsOf(payment.paymentId), shop.said(payment.paymentId)] as const;
    expect(after).toEqual([before[0] + 3, before[1], before[2]]);
    expect((await shop.sandbox.ledgerOf(payment.paymentId)).captures).toHaveLength(1);
  });

  it('tell of a refund that somebody made by hand, once', async () => {
    const payment = await shop.captured();
    const [capture] = (await shop.sandbox.ledgerOf(payment.paymentId)).captures;
    await shop.sandbox.post(`/v2/payments/captures/${capture?.id}/refund`, {
      amount: { currency_code: 'EUR', value: '9.98' },
      custom_id: payment.paymentId,
    });
    const notice = await notification('PAYMENT.CAPTURE.REFUNDED', payment);
    await Promise.all([deliver(notice), deliver(notice)]);
    const { data } = await shop.hear('payment.refunded.v1', payment.paymentId);
    await shop.quiet();
    expect(data.amount).toEqual({ amount: '998', currency: 'EUR' });
    expect(shop.said(payment.paymentId).filter((name) => name === 'refunded')).toHaveLength(1);
    expect(await shop.stateOf(payment.paymentId)).toBe('PARTIALLY_REFUNDED');
  });

  it.each([
    [
      'no signature',
      ({ headers: { 'paypal-transmission-sig': _none, ...headers }, body }: HeardRequest) => ({ headers, body }),
    ],
    [
      'a made-up signature',
      ({ headers, body }: HeardRequest) => ({
        headers: { ...headers, 'paypal-transmission-sig': btoa('x'.repeat(256)) },
        body,
      }),
    ],
    [
      'another algorithm',
      ({ headers, body }: HeardRequest) => ({ headers: { ...headers, 'paypal-auth-algo': 'none' }, body }),
    ],
    ['a changed body', ({ headers, body }: HeardRequest) => ({ headers, body: body.replace('29.98', '0.01') })],
    ['a body that says the same in other bytes', ({ headers, body }: HeardRequest) => ({ headers, body: `${body} ` })],
    [
      'a certificate from elsewhere',
      ({ headers, body }: HeardRequest) => ({
        headers: { ...headers, 'paypal-cert-url': 'https://evil.test/v1/notifications/certs/CERT-1' },
        body,
      }),
    ],
    ['no headers at all', ({ body }: HeardRequest) => ({ headers: { 'content-type': 'application/json' }, body })],
  ])('[PAY-01] are refused and not stored with %s', async (_what, forge) => {
    const payment = await shop.started();
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    const before = await stored();
    const response = await deliver(forge(await notification('CHECKOUT.ORDER.APPROVED', payment)));
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'WEBHOOK_REJECTED' }]);
    await shop.quiet();
    expect([await stored(), await shop.stateOf(payment.paymentId)]).toEqual([before, 'REQUIRES_ACTION']);
  });

  it('[LOG-02] that are forged are told of, once a minute of one network however many there are', async () => {
    const forged = { headers: { 'content-type': 'application/json' }, body: '{"id":"WH-1"}' };
    for (let count = 1; count <= 5; count += 1) expect((await deliver(forged)).status).toBe(400);
    const events = await shop.shop.running.process.eventLog.latest(500);
    const told = events.filter(({ type }) => type === 'webhook.rejected.v1').map(({ data }) => data);
    const one = {
      provider: 'paypal',
      code: 'WEBHOOK_REJECTED',
      network: '127.0.0.0/24',
      requestId: expect.any(String),
    };
    expect(told[0]).toEqual(one);
    expect(told.length).toBeLessThan(5);
  });

  it('[PAY-02] prove nothing by what they say: a genuine signature fits another body', async () => {
    const victim = await shop.approved();
    const genuine = await notification('CHECKOUT.ORDER.APPROVED', victim);
    const token = new URL(victim.redirectUrl).searchParams.get('token');
    const id = `WH-${randomUUID()}`;
    const resource = `"id":"3C679366HH908993F","status":"COMPLETED","custom_id":"${victim.paymentId}","supplementary_data":{"related_ids":{"order_id":"${token}"}}`;
    const forged = collidingText(
      Buffer.from(genuine.body),
      (padding) =>
        `{"id":"${id}","event_type":"PAYMENT.CAPTURE.COMPLETED","resource":{${resource}},"padding":"${padding}"}`,
    );
    const response = await deliver({ headers: genuine.headers, body: forged.toString() });
    await shop.quiet();
    expect(response.status).toBe(200);
    expect(shop.said(victim.paymentId)).toEqual(['started', 'approved']);
    expect(await shop.stateOf(victim.paymentId)).toBe('AUTHORIZED');
  });

  it('about a refund of another payment change nothing', async () => {
    const [victim, other] = [await shop.captured(), await shop.captured()];
    await shop.askFor('refund', other);
    await shop.hear('payment.refunded.v1', other.paymentId);
    const genuine = await notification('PAYMENT.CAPTURE.REFUNDED', other);
    const { resource } = JSON.parse(genuine.body) as { resource: { id: string } };
    const id = `WH-${randomUUID()}`;
    const forged = collidingText(
      Buffer.from(genuine.body),
      (padding) =>
        `{"id":"${id}","event_type":"PAYMENT.CAPTURE.REFUNDED","resource":{"id":"${resource.id}","custom_id":"${victim.paymentId}"},"padding":"${padding}"}`,
    );
    const response = await deliver({ headers: genuine.headers, body: forged.toString() });
    await shop.quiet();
    expect([response.status, await shop.stateOf(victim.paymentId)]).toEqual([200, 'CAPTURED']);
  });

  it('are kept and followed later when the provider does not answer', async () => {
    const payment = await shop.started();
    await shop.sandbox.press(payment.redirectUrl, 'pay');
    await shop.sandbox.arm({ target: 'get', kind: 'timeout-before-commit' });
    const response = await deliver(await notification('CHECKOUT.ORDER.APPROVED', payment));
    expect(response.status).toBe(200);
    await shop.hear('payment.approved.v1', payment.paymentId);
  });

  it.each([
    ['no JSON', 'application/json', 'paid', 400],
    ['a form', 'application/x-www-form-urlencoded', 'paid=true', 415],
    ['text', 'text/plain', 'paid', 415],
  ])('are refused when they are %s', async (_what, type, body, status) => {
    expect((await deliver({ headers: { 'content-type': type }, body })).status).toBe(status);
  });
});

describe('webhooks that the provider sends by itself', () => {
  it('take a payment through to the end without the buyer coming back, forged and doubled ones among them', async () => {
    const shop = await PaymentsShop.start();
    try {
      shop.listenToWebhooks();
      await shop.sandbox.arm({ target: 'webhook', kind: 'webhook-forged' });
      await shop.sandbox.arm({ target: 'webhook', kind: 'webhook-duplicate', times: 2 });
      const payment = await shop.started();
      await shop.sandbox.press(payment.redirectUrl, 'pay');
      await shop.hear('payment.approved.v1', payment.paymentId);
      await shop.askFor('capture', payment);
      await shop.hear('payment.captured.v1', payment.paymentId);
      const settled = async () => {
        const deliveries = await shop.sandbox.deliveries();
        return deliveries.every(({ state }) => state !== 'pending') && deliveries;
      };
      const deliveries = await waitFor('all deliveries', settled);
      await shop.quiet();
      expect(deliveries.filter(({ isForged }) => isForged).map(({ attempts }) => attempts.at(-1)?.status)).toEqual([
        400,
      ]);
      expect(deliveries.filter(({ isForged }) => !isForged).every(({ state }) => state === 'delivered')).toBe(true);
      expect(shop.said(payment.paymentId)).toEqual(['started', 'approved', 'captured']);
    } finally {
      await shop.stop();
    }
  });
});
