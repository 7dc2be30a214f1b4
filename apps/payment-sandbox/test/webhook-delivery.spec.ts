import { leaveNothingRunning, listener, runningSandbox, until } from './running-sandbox.ts';
import { delayAfterTryMs } from '../src/paypal/webhooks/retry-schedule.ts';

leaveNothingRunning();

type Sandbox = Awaited<ReturnType<typeof runningSandbox>>;
type Listener = Awaited<ReturnType<typeof listener>>;

describe('the retry schedule', () => {
  it('makes 25 tries within 3 days', () => {
    const delays = Array.from({ length: 25 }, (_, index) => delayAfterTryMs(index + 1));
    const total = delays.reduce<number>((sum, delay) => sum + (delay ?? 0), 0);
    expect(delays.filter((delay) => delay !== undefined)).toHaveLength(24);
    expect(total).toBeGreaterThan(2.8 * 86_400_000);
    expect(total).toBeLessThanOrEqual(3 * 86_400_000);
  });
});

describe('webhooks', () => {
  let sandbox: Sandbox;
  let shop: Listener;
  let answer = 200;
  beforeEach(async () => {
    answer = 200;
    sandbox = await runningSandbox();
    shop = await listener(() => answer);
  });
  afterEach(async () => {
    await sandbox.close();
    await shop.close();
  });
  const settled = () => until(async () => (await sandbox.deliveries()).every(({ state }) => state !== 'pending'));
  const attempts = async () => (await sandbox.deliveries()).map((delivery) => delivery.attempts.length);

  it('tell of approval, capture and refund, with the resource that changed', async () => {
    sandbox.registerWebhook(shop.url);
    const orderId = await sandbox.approvedOrder();
    await sandbox.capture(orderId, 'capture');
    const captureId = String((await sandbox.ledger()).captures[0]?.['id']);
    const { json: refund } = await sandbox.refund(captureId, 'refund');
    await shop.count(4);

    const byType = new Map(shop.received.map(({ event }) => [event.event_type, event]));
    expect([...byType.keys()].toSorted()).toEqual([
      'CHECKOUT.ORDER.APPROVED',
      'CHECKOUT.ORDER.COMPLETED',
      'PAYMENT.CAPTURE.COMPLETED',
      'PAYMENT.CAPTURE.REFUNDED',
    ]);
    expect(byType.get('CHECKOUT.ORDER.APPROVED')?.resource).toMatchObject({ id: orderId, status: 'APPROVED' });
    expect(byType.get('PAYMENT.CAPTURE.COMPLETED')).toMatchObject({
      id: expect.stringMatching(/^WH-[A-Z0-9]{17}-[A-Z0-9]{17}$/),
      event_version: '1.0',
      resource_type: 'capture',
      resource_version: '2.0',
      summary: 'Payment completed for 100.00 USD',
      resource: {
        id: captureId,
        status: 'COMPLETED',
        amount: { currency_code: 'USD', value: '100.00' },
        custom_id: 'payment-1',
        supplementary_data: { related_ids: { order_id: orderId } },
      },
    });
    expect(byType.get('CHECKOUT.ORDER.COMPLETED')?.resource).toMatchObject({
      status: 'COMPLETED',
      purchase_units: [{ payments: { captures: [{ id: captureId }] } }],
    });
    const up = { rel: 'up', href: `${sandbox.url}/v2/payments/captures/${captureId}` };
    expect(byType.get('PAYMENT.CAPTURE.REFUNDED')?.resource).toMatchObject({
      id: refund.id,
      links: expect.arrayContaining([expect.objectContaining(up)]),
    });
  });

  it('are retried until the listener accepts them, as the same transmission', async () => {
    answer = 500;
    sandbox.registerWebhook(shop.url);
    await sandbox.approvedOrder();
    await until(async () => (await attempts())[0] === 1);
    await sandbox.advance(10);
    await until(async () => (await attempts())[0] === 2);
    answer = 204;
    await sandbox.advance(15);
    await settled();
    expect(await sandbox.deliveries()).toMatchObject([
      { state: 'delivered', attempts: [{ status: 500 }, { status: 500 }, { status: 204 }] },
    ]);
    const sent = shop.received.map(({ headers, body }) => [
      headers['paypal-transmission-id'],
      headers['paypal-transmission-sig'],
      body.toString(),
    ]);
    expect(new Set(sent.map((parts) => parts.join())).size).toBe(1);
  });

  it('are not retried before they are due', async () => {
    answer = 500;
    sandbox.registerWebhook(shop.url);
    await sandbox.approvedOrder();
    await until(async () => (await attempts())[0] === 1);
    await sandbox.advance(5);
    // A later event is delivered, so the sender has looked at what is due.
    await sandbox.approvedOrder();
    await until(async () => (await attempts())[1] === 1);
    expect((await attempts())[0]).toBe(1);
  });

  it('are given up after 25 tries', async () => {
    answer = 302;
    sandbox.registerWebhook(shop.url);
    await sandbox.approvedOrder();
    for (let tries = 1; tries < 25; tries++) {
      await until(async () => (await attempts())[0] === tries);
      await sandbox.advance(86_400);
    }
    await settled();
    expect(await sandbox.deliveries()).toMatchObject([{ state: 'given-up' }]);
    expect(shop.received).toHaveLength(25);
  });

  it('are not led elsewhere by a redirect', async () => {
    const detour = await listener(() => 307, { location: shop.url });
    sandbox.registerWebhook(detour.url);
    await sandbox.approvedOrder();
    await until(async () => (await attempts())[0] === 1);
    expect(await sandbox.deliveries()).toMatchObject([{ state: 'pending', attempts: [{ status: 307 }] }]);
    expect(shop.received).toEqual([]);
  });

  it('are retried at a pace that can be scaled', async () => {
    const fast = await runningSandbox({ webhookScheduleFactor: 0.0001 });
    answer = 503;
    fast.registerWebhook(shop.url);
    await fast.approvedOrder();
    await shop.count(4);
    await fast.close();
    expect(shop.received.length).toBeGreaterThanOrEqual(4);
  });

  it('count a listener that is away as a failure', async () => {
    sandbox.registerWebhook('http://127.0.0.1:1/nobody');
    await sandbox.approvedOrder();
    await until(async () => (await attempts())[0] === 1);
    expect(await sandbox.deliveries()).toMatchObject([{ state: 'pending', attempts: [{ error: expect.any(String) }] }]);
  });

  it('go to the host program at its latest URL, under the same id', async () => {
    const webhookId = sandbox.registerWebhook('http://127.0.0.1:1/nobody');
    await sandbox.approvedOrder();
    await until(async () => (await attempts())[0] === 1);
    expect(sandbox.registerWebhook(shop.url)).toBe(webhookId);
    expect(sandbox.registerWebhook(shop.url, webhookId)).toBe(webhookId);
    await sandbox.advance(10);
    await shop.count(1);
  });

  it('go to the host program under one id, which it may choose', async () => {
    sandbox.registerWebhook(shop.url);
    expect(sandbox.registerWebhook(shop.url, 'CHOSENID')).toBe('CHOSENID');
    const { json } = await sandbox.api('GET', '/v1/notifications/webhooks');
    expect(json.webhooks).toMatchObject([{ id: 'CHOSENID', url: shop.url }]);
  });
});
