import { listener, runningSandbox, until } from './running-sandbox.ts';
import { delayAfterTryMs } from '../src/paypal/webhooks/retry-schedule.ts';

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

  describe('registered by the API', () => {
    const register = (url: string, ...names: string[]) =>
      sandbox.api('POST', '/v1/notifications/webhooks', { url, event_types: names.map((name) => ({ name })) });

    it('are listed, read and deleted', async () => {
      const { status, json } = await register(shop.url, 'CHECKOUT.ORDER.APPROVED');
      expect(status).toBe(201);
      const path = `/v1/notifications/webhooks/${json.id}`;
      expect((await sandbox.api('GET', path)).json).toEqual(json);
      expect((await sandbox.api('GET', '/v1/notifications/webhooks')).json.webhooks).toEqual([json]);
      expect((await sandbox.api('DELETE', path)).status).toBe(204);
      const gone = await sandbox.api('GET', path);
      expect([gone.status, gone.json.name]).toEqual([404, 'INVALID_RESOURCE_ID']);
    });

    it('get only the events they asked for', async () => {
      await register(shop.url, 'PAYMENT.CAPTURE.COMPLETED');
      const orderId = await sandbox.approvedOrder();
      await sandbox.capture(orderId, 'capture');
      await settled();
      expect(shop.types()).toEqual(['PAYMENT.CAPTURE.COMPLETED']);
    });

    it('are unique by URL and ten at most', async () => {
      await register(shop.url, '*');
      expect((await register(shop.url, '*')).json.name).toBe('WEBHOOK_URL_ALREADY_EXISTS');
      for (let count = 1; count < 10; count++) await register(`${shop.url}/${count}`, '*');
      expect((await register(`${shop.url}/10`, '*')).json.name).toBe('WEBHOOK_NUMBER_LIMIT_EXCEEDED');
    });

    it.each([
      ['no URL', { event_types: [{ name: '*' }] }, 'url'],
      ['a URL of another kind', { url: 'ftp://shop.test/', event_types: [{ name: '*' }] }, 'url'],
      ['no events', { url: 'http://shop.test/', event_types: [] }, 'event_types'],
    ])('need more than %s', async (_what, body, field) => {
      const { status, json } = await sandbox.api('POST', '/v1/notifications/webhooks', body);
      expect([status, json.name, json.details[0]?.field]).toEqual([400, 'VALIDATION_ERROR', field]);
    });
  });

  describe('as events', () => {
    const list = async (query = '') =>
      (await sandbox.api('GET', `/v1/notifications/webhooks-events${query}`)).json.events.map(
        (event) => event.event_type,
      );

    it('are listed from the newest on, and filtered', async () => {
      const orderId = await sandbox.approvedOrder();
      const between = encodeURIComponent(new Date(Date.now() + 1800_000).toISOString());
      await sandbox.advance(3600);
      await sandbox.capture(orderId, 'capture');
      const all = ['CHECKOUT.ORDER.COMPLETED', 'PAYMENT.CAPTURE.COMPLETED', 'CHECKOUT.ORDER.APPROVED'];
      expect(await list()).toEqual(all);
      expect(await list('?page_size=1')).toEqual(all.slice(0, 1));
      expect(await list(`?start_time=${between}`)).toEqual(all.slice(0, 2));
      expect(await list(`?end_time=${between}`)).toEqual(all.slice(2));
      expect(await list('?event_type=PAYMENT.CAPTURE.COMPLETED')).toEqual(all.slice(1, 2));
      expect(await list(`?transaction_id=${orderId}`)).toEqual([all[0], all[2]]);
      const wrong = await sandbox.api('GET', '/v1/notifications/webhooks-events?start_time=yesterday');
      expect([wrong.status, wrong.json.details[0]?.field]).toEqual([400, 'start_time']);
    });

    it('are read and sent again as a new transmission', async () => {
      sandbox.registerWebhook(shop.url);
      await sandbox.approvedOrder();
      await shop.count(1);
      const path = `/v1/notifications/webhooks-events/${shop.received[0]?.event.id}`;
      expect((await sandbox.api('GET', path)).json).toEqual(shop.received[0]?.event);
      expect((await sandbox.api('POST', `${path}/resend`, {})).status).toBe(202);
      await shop.count(2);
      const [first, second] = shop.received;
      expect(second?.event).toEqual(first?.event);
      expect(second?.headers['paypal-transmission-id']).not.toBe(first?.headers['paypal-transmission-id']);
      expect((await sandbox.api('POST', `${path}/resend`, { webhook_ids: ['NOSUCH'] })).status).toBe(404);
    });

    it('are simulated only when the sandbox knows them and where to send them', async () => {
      const simulate = (body: object) => sandbox.api('POST', '/v1/notifications/simulate-event', body);
      expect((await simulate({ url: shop.url, event_type: 'NO.SUCH' })).json.details[0]?.field).toBe('event_type');
      expect((await simulate({ event_type: 'CHECKOUT.ORDER.APPROVED' })).json.details[0]?.field).toBe('url');
      await simulate({ url: shop.url, event_type: 'CHECKOUT.ORDER.APPROVED' });
      await shop.count(1);
      expect(await list()).toEqual([]);
    });
  });

  describe('under a fault', () => {
    const states = async () => (await sandbox.deliveries()).map(({ state }) => state);
    beforeEach(() => {
      sandbox.registerWebhook(shop.url);
    });

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
      expect(shop.types()).toEqual([
        'CHECKOUT.ORDER.APPROVED',
        'CHECKOUT.ORDER.COMPLETED',
        'PAYMENT.CAPTURE.COMPLETED',
      ]);
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
});
