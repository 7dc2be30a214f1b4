import { waitFor } from '@tovar/testing';
import { Webhook } from 'standardwebhooks';
import { v7 as uuidv7 } from 'uuid';
import { DeliverWebhook } from '../src/commands/webhooks/deliver-webhook.ts';
import { NotificationsShop } from './notifications-shop.ts';
import { Receiver } from './receiver.ts';

const STAFF = { userId: '0190a5d8-0000-7000-8000-00000000000a', scopes: ['webhooks:read:any', 'webhooks:write:any'] };
const ENDPOINTS = '/api/v1/webhook-endpoints';

interface Made {
  readonly id: string;
  readonly secret: string;
  readonly version: number;
}

describe('webhooks', () => {
  let shop: NotificationsShop;
  let receiver: Receiver;

  beforeAll(async () => {
    shop = await NotificationsShop.start({ NOTIFICATIONS_WEBHOOKS_TO_PRIVATE: 'allowed' });
    receiver = await Receiver.start();
  });
  afterAll(async () => {
    await shop.stop();
    await receiver.stop();
  });
  beforeEach(() => {
    receiver.received.length = 0;
    receiver.answers = [];
  });
  afterEach(() => shop.database.query('DELETE FROM webhook_endpoint'));

  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, headers = {}) =>
    shop.send({ method, path, body, headers, as: STAFF });
  const endpoint = async (given: object = {}): Promise<Made> => {
    const { status, body } = await send('POST', ENDPOINTS, { url: receiver.url, ...given });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body as Made;
  };
  const deliveriesOf = async ({ id }: Made) => (await send('GET', `${ENDPOINTS}/${id}/deliveries`)).body.items;
  const settled = (made: Made, state: string) =>
    waitFor(`a delivery that is ${state}`, async () => {
      const [delivery] = await deliveriesOf(made);
      return delivery?.state === state ? delivery : undefined;
    });

  it('[SSRF-02] reach whoever wants them, signed so that the public library verifies them', async () => {
    const made = await endpoint({ events: ['order.paid'] });
    const { orderId } = await shop.orderPaid(uuidv7());
    const [{ headers, body } = { headers: {}, body: '' }] = await receiver.got(1);
    const said = new Webhook(made.secret).verify(body, headers);
    expect(said).toMatchObject({ type: 'order.paid', data: { orderId, orderNumber: '100017' } });
    const delivery = await settled(made, 'DELIVERED');
    expect(delivery).toMatchObject({
      messageId: headers['webhook-id'],
      type: 'order.paid',
      body,
      tries: [{ number: 1, status: 204, failure: null }],
    });
  });

  it('reach nobody who wants something else or is switched off, and are not even stored for them', async () => {
    await endpoint({ events: ['order.refunded'] });
    const off = await endpoint();
    await send('PATCH', `${ENDPOINTS}/${off.id}`, { isEnabled: false }, { 'if-match': '"1"' });
    const before = await shop.database.query('SELECT count(*) FROM webhook_message');
    await shop.orderPaid(uuidv7());
    await shop.caughtUp();
    expect(await shop.database.query('SELECT count(*) FROM webhook_message')).toEqual(before);
    expect(receiver.received).toEqual([]);
  });

  it('are tried again under the same id until they are taken', async () => {
    receiver.answers = [500];
    const made = await endpoint();
    await shop.orderPaid(uuidv7());
    const { id, nextTryAt, tries } = await waitFor('a first try', async () => {
      const [delivery] = await deliveriesOf(made);
      return delivery?.tries.length === 1 ? delivery : undefined;
    });
    expect(tries).toMatchObject([{ status: 500 }]);
    const wait = Date.parse(nextTryAt) - Date.parse(tries[0].at);
    expect(wait).toBeGreaterThanOrEqual(4_000);
    expect(wait).toBeLessThan(20_000);
    // Instead of the clock.
    await shop.shop.running.app('notifications').get(DeliverWebhook).execute({ deliveryId: id });
    const [first, second] = await receiver.got(2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect(await settled(made, 'DELIVERED')).toMatchObject({
      nextTryAt: null,
      tries: [{ status: 500 }, { status: 204 }],
    });
  });

  it('fail after the last try, and are sent again with all their tries on demand', async () => {
    const made = await endpoint();
    receiver.answers = [503];
    await shop.orderPaid(uuidv7());
    const { id } = await waitFor('a first try', async () => {
      const [delivery] = await deliveriesOf(made);
      return delivery?.tries.length === 1 ? delivery : undefined;
    });
    const deliver = shop.shop.running.app('notifications').get(DeliverWebhook);
    receiver.answers = Array.from({ length: 9 }, () => 503);
    for (let time = 0; time < 9; time += 1) await deliver.execute({ deliveryId: id });
    expect(await settled(made, 'FAILED')).toMatchObject({ nextTryAt: null });
    const again = await send('POST', `/api/v1/webhook-deliveries/${id}/redeliveries`);
    expect(again).toMatchObject({ status: 202, body: { id } });
    const delivered = await settled(made, 'DELIVERED');
    expect(delivered.tries).toHaveLength(11);
  });

  it('are sent no more to an endpoint that says it is gone', async () => {
    receiver.answers = [410];
    const made = await endpoint();
    await shop.orderPaid(uuidv7());
    expect(await settled(made, 'FAILED')).toMatchObject({ tries: [{ status: 410 }] });
    const { body } = await send('GET', `${ENDPOINTS}/${made.id}`);
    expect(body).toMatchObject({ isEnabled: false, isGone: true, version: 2 });
    expect((await send('POST', `${ENDPOINTS}/${made.id}/test-events`)).body.code).toBe('WEBHOOK_ENDPOINT_DISABLED');
    const on = await send('PATCH', `${ENDPOINTS}/${made.id}`, { isEnabled: true }, { 'if-match': '"2"' });
    expect(on.body).toMatchObject({ isEnabled: true, isGone: false });
    expect((await send('POST', `${ENDPOINTS}/${made.id}/test-events`)).status).toBe(202);
    expect(JSON.parse((await receiver.got(2))[1]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
  });

  it('[SSRF-02] [SEC-03] are signed with both secrets while they change over', async () => {
    const made = await endpoint();
    const rotated = await send('POST', `${ENDPOINTS}/${made.id}/secret-rotations`, { keepOldForHours: 1 });
    expect(rotated).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    await shop.orderPaid(uuidv7());
    const [{ headers, body } = { headers: {}, body: '' }] = await receiver.got(1);
    for (const secret of [made.secret, rotated.body.secret]) new Webhook(secret).verify(body, headers);
    const last = await send('POST', `${ENDPOINTS}/${made.id}/secret-rotations`, { keepOldForHours: 0 });
    await shop.orderPaid(uuidv7());
    const second = (await receiver.got(2))[1] ?? { headers: {}, body: '' };
    new Webhook(last.body.secret).verify(second.body, second.headers);
    for (const old of [made.secret, rotated.body.secret]) {
      expect(() => new Webhook(old).verify(second.body, second.headers)).toThrow();
    }
  });

  it('[LOG-01] keep their secrets to themselves: shown once, stored encrypted, listed nowhere', async () => {
    const key = { 'idempotency-key': `a-key-${uuidv7()}` };
    const input = { url: receiver.url };
    const made = await send('POST', ENDPOINTS, input, key);
    const replayed = await send('POST', ENDPOINTS, input, key);
    expect(replayed).toMatchObject({ status: 201, body: { id: made.body.id, secret: null } });
    const lists = [await send('GET', ENDPOINTS), await send('GET', `${ENDPOINTS}/${made.body.id}`)];
    expect(JSON.stringify(lists)).not.toContain('whsec_');
    const secret = String(made.body.secret).replace('whsec_', '');
    const stored = await shop.database.query(
      `SELECT encode(sealed, 'escape') AS sealed, encode(sealed, 'base64') AS encoded, i.*
         FROM webhook_secret, (SELECT json_agg(idempotency) AS all FROM idempotency) AS i`,
    );
    const bytes = Buffer.from(secret, 'base64').toString('latin1');
    for (const text of [secret, 'whsec_', bytes]) expect(JSON.stringify(stored)).not.toContain(text);
  });

  it('are looked after by both APIs alike, page by page and in one statement each', async () => {
    const graphql = (query: string, variables: object) => shop.graphql(query, variables, STAFF);
    const created = await graphql(
      `
        mutation ($input: CreateWebhookEndpointInput!) {
          createWebhookEndpoint(input: $input) {
            endpoint {
              id
              url
              events
              isEnabled
              version
            }
            secret
            errors {
              code
            }
          }
        }
      `,
      { input: { url: receiver.url, events: ['order.paid'] } },
    );
    const { endpoint: made, secret } = created.body.data.createWebhookEndpoint;
    expect(secret).toMatch(/^whsec_/);
    const edited = await graphql(
      `
        mutation ($input: EditWebhookEndpointInput!) {
          editWebhookEndpoint(input: $input) {
            endpoint {
              description
              events
              version
            }
            errors {
              __typename
              code
            }
          }
        }
      `,
      { input: { id: made.id, expectedVersion: 1, changes: { description: 'Stock', events: [] } } },
    );
    expect(edited.body.data.editWebhookEndpoint).toEqual({
      endpoint: { description: 'Stock', events: [], version: 2 },
      errors: [],
    });
    const list = `query ($first: Int) { webhookEndpoints(first: $first) { edges { cursor node { id } } pageInfo { hasNextPage } }
      webhookEventTypes { type description } }`;
    const listed = await graphql(list, { first: 1 });
    expect([listed.body.data.webhookEndpoints.edges[0].node.id, listed.statements]).toEqual([made.id, 1]);
    const tested = await graphql(
      `
        mutation ($id: ID!) {
          sendTestWebhook(endpointId: $id) {
            delivery {
              id
              type
              state
            }
            errors {
              code
            }
          }
        }
      `,
      { id: made.id },
    );
    expect(tested.body.data.sendTestWebhook.delivery.type).toBe('webhook.test');
    await settled(made, 'DELIVERED');
    const log = `query ($id: ID!, $state: WebhookDeliveryState) { webhookDeliveries(endpointId: $id, state: $state) {
      edges { node { id messageId state tries { number status durationMs } } } } }`;
    const delivered = await graphql(log, { id: made.id, state: 'DELIVERED' });
    expect(delivered.statements).toBe(1);
    expect(delivered.body.data.webhookDeliveries.edges).toMatchObject([{ node: { tries: [{ status: 204 }] } }]);
    const conflict = await send('DELETE', `${ENDPOINTS}/${made.id}`, undefined, { 'if-match': '"1"' });
    expect(conflict.status).toBe(412);
    expect((await send('DELETE', `${ENDPOINTS}/${made.id}`, undefined, { 'if-match': '"2"' })).status).toBe(204);
    expect((await send('GET', `${ENDPOINTS}/${made.id}`)).status).toBe(404);
  });

  it('[SSRF-01] are refused for what is no address, and to whoever may not', async () => {
    const refused = await send('POST', ENDPOINTS, { url: 'ftp://hooks.example/' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'WEBHOOK_URL_REFUSED' } });
    const unknown = await send('POST', ENDPOINTS, { url: receiver.url, events: ['order.stolen'] });
    expect(unknown.body.code).toBe('INVALID_INPUT');
    const reader = { ...STAFF, scopes: ['webhooks:read:any'] };
    expect((await shop.send({ method: 'POST', path: ENDPOINTS, body: { url: receiver.url }, as: reader })).status).toBe(
      403,
    );
  });
});

describe('webhooks of a shop that sends nothing to private networks', () => {
  it('[SSRF-01] refuse such an address, and a name that leads there', async () => {
    const shop = await NotificationsShop.start();
    const create = (url: string) => shop.send({ method: 'POST', path: ENDPOINTS, body: { url }, as: STAFF });
    expect((await create('http://127.0.0.1:4000/')).body.code).toBe('WEBHOOK_URL_REFUSED');
    const { body } = await create('http://hooks.example/');
    // As if the name had come to lead there.
    await shop.database.query('UPDATE webhook_endpoint SET url = $1', ['http://127.0.0.1:4000/']);
    await shop.orderPaid(uuidv7());
    const tries = await waitFor('a try', async () => {
      const answer = await shop.send({ path: `${ENDPOINTS}/${body.id}/deliveries`, as: STAFF });
      return answer.body.items[0]?.tries.length > 0 && answer.body.items[0].tries;
    });
    expect(tries).toMatchObject([{ status: null, failure: 'ADDRESS_REFUSED' }]);
    await shop.stop();
  });
});
