import { leaveNothingRunning, listener, runningSandbox, until } from './running-sandbox.ts';

leaveNothingRunning();

type Sandbox = Awaited<ReturnType<typeof runningSandbox>>;
type Listener = Awaited<ReturnType<typeof listener>>;

describe('webhooks', () => {
  let sandbox: Sandbox;
  let shop: Listener;
  beforeEach(async () => {
    sandbox = await runningSandbox();
    shop = await listener();
  });
  afterEach(async () => {
    await sandbox.close();
    await shop.close();
  });
  const settled = () => until(async () => (await sandbox.deliveries()).every(({ state }) => state !== 'pending'));

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
});
