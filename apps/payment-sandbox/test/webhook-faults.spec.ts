import { leaveNothingRunning, listener, runningSandbox, until } from './running-sandbox.ts';

leaveNothingRunning();

type Sandbox = Awaited<ReturnType<typeof runningSandbox>>;
type Listener = Awaited<ReturnType<typeof listener>>;

describe('webhooks under a fault', () => {
  let sandbox: Sandbox;
  let shop: Listener;
  let answer = 200;
  beforeEach(async () => {
    answer = 200;
    sandbox = await runningSandbox();
    shop = await listener(() => answer);
    sandbox.registerWebhook(shop.url);
  });
  afterEach(async () => {
    await sandbox.close();
    await shop.close();
  });
  const settled = () => until(async () => (await sandbox.deliveries()).every(({ state }) => state !== 'pending'));
  const attempts = async () => (await sandbox.deliveries()).map((delivery) => delivery.attempts.length);
  const states = async () => (await sandbox.deliveries()).map(({ state }) => state);

  it('can be dropped', async () => {
    await sandbox.arm({ target: 'webhook', kind: 'webhook-drop' });
    const orderId = await sandbox.approvedOrder();
    expect(await states()).toEqual(['dropped']);
    await sandbox.capture(orderId, 'capture');
    await settled();
    expect(shop.types().toSorted()).toEqual(['CHECKOUT.ORDER.COMPLETED', 'PAYMENT.CAPTURE.COMPLETED']);
  });

  it('can come twice, as two transmissions of one event', async () => {
    await sandbox.arm({ target: 'webhook', kind: 'webhook-duplicate' });
    await sandbox.approvedOrder();
    await shop.count(2);
    const ids = (of: (received: (typeof shop.received)[number]) => unknown) => new Set(shop.received.map(of)).size;
    expect(ids(({ event }) => event.id)).toBe(1);
    expect(ids(({ headers }) => headers['paypal-transmission-id'])).toBe(2);
  });

  it('can be late', async () => {
    await sandbox.arm({ target: 'webhook', kind: 'webhook-delay', delayMs: 3_600_000 });
    await sandbox.approvedOrder();
    await sandbox.approvedOrder();
    await shop.count(1);
    expect((await states()).toSorted()).toEqual(['delivered', 'pending']);
    await sandbox.advance(3600);
    await shop.count(2);
  });

  it('can be overtaken by the next event', async () => {
    const orderId = await sandbox.approvedOrder();
    await settled();
    await sandbox.arm({ target: 'webhook', kind: 'webhook-reorder' });
    await sandbox.capture(orderId, 'capture');
    await settled();
    expect(shop.types()).toEqual(['CHECKOUT.ORDER.APPROVED', 'CHECKOUT.ORDER.COMPLETED', 'PAYMENT.CAPTURE.COMPLETED']);
  });

  it('are not released by the retry of an earlier event', async () => {
    const { json } = await sandbox.api('GET', '/v1/notifications/webhooks');
    for (const { id } of json.webhooks) await sandbox.api('DELETE', `/v1/notifications/webhooks/${id}`);
    const names = [{ name: 'CHECKOUT.ORDER.APPROVED' }, { name: 'PAYMENT.CAPTURE.COMPLETED' }];
    await sandbox.api('POST', '/v1/notifications/webhooks', { url: shop.url, event_types: names });
    answer = 500;
    const orderId = await sandbox.approvedOrder();
    await until(async () => (await attempts())[0] === 1);
    answer = 200;
    await sandbox.arm({ target: 'webhook', kind: 'webhook-reorder' });
    await sandbox.capture(orderId, 'capture');
    await sandbox.advance(10);
    await until(async () => (await states()).includes('delivered'));
    expect(await sandbox.deliveries()).toMatchObject([
      { state: 'delivered', attempts: [{ status: 500 }, { status: 200 }] },
      { state: 'pending', isHeldBack: true, attempts: [] },
    ]);
  });

  it('can be preceded by a forgery that claims a capture', async () => {
    answer = 400;
    await sandbox.arm({ target: 'webhook', kind: 'webhook-forged' });
    const orderId = await sandbox.approvedOrder();
    await shop.count(2);
    await until(async () => (await states()).includes('given-up'));
    const [forged] = (await sandbox.deliveries()).filter(({ isForged }) => isForged);
    expect(forged?.attempts).toMatchObject([{ status: 400 }]);
    const lie = shop.received.find(({ event }) => event.event_type === 'PAYMENT.CAPTURE.COMPLETED');
    expect(lie?.event.resource).toMatchObject({
      custom_id: 'payment-1',
      supplementary_data: { related_ids: { order_id: orderId } },
    });
    const verdict = await sandbox.api('POST', '/v1/notifications/verify-webhook-signature', {
      auth_algo: lie?.headers['paypal-auth-algo'],
      cert_url: lie?.headers['paypal-cert-url'],
      transmission_id: lie?.headers['paypal-transmission-id'],
      transmission_sig: lie?.headers['paypal-transmission-sig'],
      transmission_time: lie?.headers['paypal-transmission-time'],
      webhook_id: sandbox.registerWebhook(shop.url),
      webhook_event: lie?.event,
    });
    expect(verdict.json.verification_status).toBe('FAILURE');
    expect((await sandbox.ledger()).captures).toEqual([]);
  });

  it('leave the fault for an event that somebody listens to', async () => {
    const quiet = await runningSandbox();
    await quiet.arm({ target: 'webhook', kind: 'webhook-drop' });
    await quiet.approvedOrder();
    expect((await quiet.request('GET', '/__control/faults')).text).toContain('webhook-drop');
    await quiet.close();
  });
});
