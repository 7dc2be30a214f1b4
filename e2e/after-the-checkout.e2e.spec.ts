import { ShopClient } from '@tovar/all-in-one';
import { freePort } from '@tovar/platform/engines';
import { drawn, waitFor } from '@tovar/testing';
import { Webhook } from 'standardwebhooks';
import { Buyer, type Placing, type SeenOrder } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { mailTo } from './support/outbox.ts';
import { logIn } from './support/person.ts';
import type { RawClient } from './support/raw-client.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import { type ReceivedWebhook, WebhookReceiver } from './support/webhook-receiver.ts';
import type { WholeShop } from './support/whole-shop.ts';

const PASSWORD = 'a long word for the journey';
const DAY_MS = 86_400_000;
const HEARD = ['order.paid', 'shipment.shipped', 'shipment.delivered', 'order.refunded'];

const LIVE = 'subscription ($id: ID!) { shipmentUpdated(id: $id) { status tracking { kind } } }';
const SHIP = 'mutation ($input: ShipShipmentInput!) { shipShipment(input: $input) { errors { code } } }';
const TRACK = 'mutation ($input: TrackShipmentInput!) { trackShipment(input: $input) { errors { code } } }';
const WRITE = 'mutation ($input: WriteReviewInput!) { writeReview(input: $input) { review { id } errors { code } } }';
const COMMENT = 'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code } } }';
const LIKE = 'mutation ($id: ID!) { likeReview(id: $id) { review { likeCount } errors { code } } }';
const ASK_BACK = `mutation ($input: RequestReturnInput!) {
  requestReturn(input: $input) { return { id version } errors { code } }
}`;
const PREFER = `mutation ($input: ChangeNotificationSettingsInput!) {
  changeNotificationSettings(input: $input) { errors { code } }
}`;
const ROTATE = 'mutation ($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) { secret } }';
const ORDER_PAGE = `query ($id: ID!) {
  order(id: $id) {
    status paymentStatus fulfillmentStatus returnStatus total { amount } refunded { amount }
    lines { quantity total { amount } variant { id } product { id slug name } }
    payments { state amount { amount } }
    shipments { id version status tracking { kind } }
    returns { status refund { amount currency } }
    reviewsToWrite { id name }
  }
}`;
const INBOX = '{ notifications(first: 50) { edges { node { kind } } } }';

interface OrderPage extends SeenOrder {
  readonly fulfillmentStatus: string;
  readonly returnStatus: string;
  readonly total: { readonly amount: string };
  readonly refunded: { readonly amount: string };
  readonly lines: readonly {
    readonly total: { readonly amount: string };
    readonly variant: { readonly id: string };
    readonly product: { readonly id: string; readonly slug: string; readonly name: string };
  }[];
  readonly shipments: readonly { readonly id: string; readonly version: number }[];
  readonly returns: readonly { readonly refund: { readonly amount: string } | null }[];
  readonly reviewsToWrite: readonly { readonly id: string; readonly name: string }[];
}

describe('what comes after the checkout', () => {
  let shop: WholeShop;
  let anna: RawClient;
  let rita: RawClient;
  let mona: RawClient;
  let admin: RawClient;
  let accessToken: string;
  let integrator: WebhookReceiver;
  let endpoint: { readonly id: string; readonly secret: string };
  let placed: Placing & { readonly order: SeenOrder };
  let reviewId: string;

  beforeAll(async () => {
    integrator = await WebhookReceiver.start();
    shop = await startWholeShop({
      // Known before it starts: the payment provider has to find the way back.
      PORT: String(await freePort()),
      PAYMENTS_REFUND_ALONE_UP_TO: '100000.00 EUR',
      NOTIFICATIONS_WEBHOOKS_TO_PRIVATE: 'allowed',
    });
    const person = (name: string, role: string): Promise<RawClient> =>
      shop.person({ email: `${name}@after.example.com`, password: PASSWORD, displayName: name, roles: [role] });
    anna = await person('anna', 'customer');
    rita = await person('rita', 'customer');
    mona = await person('mona', 'moderator');
    admin = await person('olga', 'admin');
    ({ accessToken } = await logIn(shop.url, { email: 'anna@after.example.com', password: PASSWORD }));
  });
  afterAll(async () => {
    await shop.stop();
    await integrator.stop();
  });

  const graphql = async (client: RawClient, query: string, variables: object = {}) => {
    const { body } = await client.graphql(query, variables);
    const refusals = Object.values((body.data ?? {}) as Record<string, { errors?: object[] }>).flatMap(
      (payload) => payload?.errors ?? [],
    );
    if (body.errors || refusals.length > 0) throw new Error(JSON.stringify(body));
    return body.data;
  };
  const page = async (): Promise<OrderPage> => (await graphql(anna, ORDER_PAGE, { id: placed.order.id })).order;
  const until = (wanted: object): Promise<OrderPage> =>
    waitFor(JSON.stringify(wanted), async () => {
      const seen = await page();
      expect(seen).toMatchObject(wanted);
      return seen;
    });
  const mail = (words: string) => mailTo(shop.url, 'anna@after.example.com', words);
  const kinds = async (): Promise<string[]> =>
    (await graphql(anna, INBOX)).notifications.edges.map(({ node }: { node: { kind: string } }) => node.kind);

  it('[SSRF-02] begins for an integrator with an endpoint, a secret, and a test that the public library verifies', async () => {
    const asked = { url: integrator.url, events: HEARD };
    ({ body: endpoint } = await admin.sendJson('POST', '/api/v1/webhook-endpoints', asked));
    const path = `/api/v1/webhook-endpoints/${endpoint.id}/test-events`;
    expect((await admin.send(path, { method: 'POST' })).status).toBe(202);
    const [test] = await waitFor('the test event', () => integrator.received.length > 0 && integrator.received);
    expect(verified(endpoint.secret, test)).toMatchObject({ type: 'webhook.test', data: { endpointId: endpoint.id } });
  });

  it('begins for a customer with wishes of what to hear, a purchase and its mail', async () => {
    const preferences = [
      { type: 'LIKE', channel: 'EMAIL', isOn: true },
      { type: 'LIKE', channel: 'IN_APP', isOn: false },
    ];
    await graphql(anna, PREFER, { input: { preferences } });
    const buyer = new Buyer(shop.url, accessToken);
    const cart = await buyer.fillCart(await plentifulVariant(buyer.shop, 5));
    const both = await buyer.addLine(cart, await plentifulVariant(buyer.shop, 6));
    const { order, ...rest } = await buyer.placeOrder(both);
    if (!order) throw new Error(JSON.stringify(rest.errors));
    placed = { ...rest, order };
    await buyer.pay(placed);
    await buyer.seesStatus(placed, 'PAID');
    expect((await mail(`Your order ${order.orderNumber} is paid`)).text).toContain(order.orderNumber);
  });

  it('is seen on one page: what was paid, what is on its way, what there is to review', async () => {
    const seen = await until({
      status: 'PAID',
      payments: [{ state: 'CAPTURED' }],
      shipments: [{ status: 'PENDING' }],
      returns: [],
    });
    const { reviewsToWrite } = await waitFor('reviews to hear of it', async () => {
      const found = await page();
      return found.reviewsToWrite.length === 2 && found;
    });
    const byId = (products: readonly { id: string; name: string }[]) =>
      products.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.id.localeCompare(b.id));
    expect(byId(reviewsToWrite)).toEqual(byId(seen.lines.map(({ product }) => product)));
  });

  it('is followed live from the shelf to the door', async () => {
    const [parcel] = (await page()).shipments;
    const seen: string[] = [];
    const listening = new AbortController();
    const live = new ShopClient(shop.url, accessToken).follow<{
      shipmentUpdated: { status: string; tracking: { kind: string }[] };
    }>(LIVE, { id: parcel?.id }, listening.signal);
    const reading = (async () => {
      for await (const { shipmentUpdated } of live)
        seen.push(shipmentUpdated.tracking.at(-1)?.kind ?? shipmentUpdated.status);
    })().catch(() => undefined);
    const step = async (news: string, act: () => Promise<unknown>): Promise<void> => {
      await act();
      await waitFor(`the news of ${news}`, () => seen.includes(news));
    };
    const track = (kind: string) => graphql(admin, TRACK, { input: { shipmentId: parcel?.id, kind } });
    await waitFor('the first look', () => seen.length > 0);
    const input = { shipmentId: parcel?.id, expectedVersion: parcel?.version };
    await graphql(admin, SHIP, { input });
    await step('IN_TRANSIT', () => track('IN_TRANSIT'));
    await step('DELIVERED', () => track('DELIVERED'));
    listening.abort();
    await reading;
    expect(seen[0]).toBe('PENDING');
    await until({ status: 'DELIVERED', fulfillmentStatus: 'DELIVERED', shipments: [{ status: 'DELIVERED' }] });
    await mail(`A parcel of your order ${placed.order.orderNumber} has arrived`);
    await waitFor('the inbox', async () => (await kinds()).includes('shipment-delivered'));
  });

  it('is reviewed with a picture, and everybody sees it once a moderator has', async () => {
    const [line] = (await page()).lines;
    const words = { productId: line?.product.id, rating: 5, title: 'Just right', text: 'It came quickly.' };
    const { review } = (await graphql(anna, WRITE, { input: words })).writeReview;
    reviewId = review.id;
    const picture = new Uint8Array(await drawn(640, 480).png());
    const added = await fetch(`${shop.url}/api/v1/reviews/${reviewId}/pictures`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'image/png' },
      body: picture,
    });
    expect(added.status).toBe(201);
    await added.body?.cancel();
    const { body: queue } = await mona.send('/api/v1/moderation/reviews?limit=100');
    const waiting = queue.items.find(({ id }: { id: string }) => id === reviewId);
    expect(waiting.pictures).toHaveLength(1);
    const headers = { 'if-match': `"${waiting.version}"` };
    expect((await mona.sendJson('POST', `/api/v1/reviews/${reviewId}/approval`, {}, headers)).status).toBe(204);
    const { body } = await shop.guest.send(`/api/v1/reviews/${reviewId}`);
    expect(body).toMatchObject({ isVerifiedBuyer: true, status: 'APPROVED', pictures: [{ id: expect.any(String) }] });
    expect((await page()).reviewsToWrite).toHaveLength(1);
  });

  it('is answered and liked, and its author is told in the ways that she has chosen', async () => {
    const { comment } = (await graphql(rita, COMMENT, { input: { reviewId, text: 'Is it loud?' } })).addComment;
    await graphql(mona, COMMENT, { input: { reviewId, parentId: comment.id, text: 'Not at all.' } });
    await graphql(rita, LIKE, { id: reviewId });
    await mail('Somebody likes your review');
    await mail('The shop has answered your review');
    await waitFor('the inbox', async () => {
      const told = await kinds();
      return told.includes('review-answered') && told.includes('review-commented');
    });
    expect(await kinds()).not.toContain('review-liked');
  });

  it('ends with one of two items sent back, and its money', async () => {
    const { lines } = await page();
    const given = lines[1];
    const back = [{ variantId: given?.variant.id, quantity: 1 }];
    const wish = { orderId: placed.order.id, lines: back, reason: 'Too small.' };
    const { return: asked } = (await graphql(anna, ASK_BACK, { input: wish })).requestReturn;
    await until({ returnStatus: 'REQUESTED' });
    const decide = (action: string, version: number, body: object) =>
      admin.sendJson('POST', `/api/v1/returns/${asked.id}/${action}`, body, { 'if-match': `"${version}"` });
    expect((await decide('approve', asked.version, {})).status).toBe(200);
    const goods = [{ variantId: given?.variant.id, restocked: 1, damaged: 0 }];
    expect((await decide('receive', asked.version + 1, { lines: goods })).status).toBe(200);
    const seen = await until({
      returnStatus: 'PARTIALLY_RETURNED',
      paymentStatus: 'PARTIALLY_REFUNDED',
      status: 'DELIVERED',
      returns: [{ status: 'REFUNDED', refund: given?.total }],
      refunded: given?.total,
    });
    expect(BigInt(seen.refunded.amount)).toBeGreaterThan(0n);
    await mail(`A refund for your order ${placed.order.orderNumber}`);
  });

  it('is in the report of the shop and in its file', async () => {
    const { total, refunded } = await page();
    const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
    const period = `from=${day(-1)}&to=${day(1)}&currency=EUR`;
    const { sales } = await waitFor('the sale in the report', async () => {
      const { body } = await admin.send(`/api/v1/analytics/sales?${period}`);
      expect(body.sales).toMatchObject({ orders: 1, refunded: { amount: refunded.amount } });
      return body;
    });
    expect(sales.revenue.amount).toBe(total.amount);
    const file = await admin.send(`/api/v1/analytics/sales.csv?${period}`);
    const [head = '', ...days] = file.text.trim().split('\n');
    const columns = head.split(',');
    const sold = days.map((line) => line.split(',')).find((cells) => cells[columns.indexOf('orders')] === '1');
    expect(sold?.[columns.indexOf('revenue')]).toBe(sales.revenue.decimal);
    expect(sold?.[columns.indexOf('refunded')]).toBe(sales.refunded.decimal);
  });

  it('has reached the integrator, each fact once, and again on request, signed by old and new secret', async () => {
    const told = await waitFor('all that was asked for', () => {
      const found = HEARD.map((type) => integrator.ofType(type));
      return found.every((each) => each.length > 0) && found;
    });
    for (const webhooks of told) {
      expect(webhooks).toHaveLength(1);
      const said = verified(endpoint.secret, webhooks[0]);
      expect(said).toMatchObject({ data: { orderId: placed.order.id, orderNumber: placed.order.orderNumber } });
    }
    const { secret } = (await graphql(admin, ROTATE, { input: { id: endpoint.id } })).rotateWebhookSecret;
    const { body: log } = await admin.send(`/api/v1/webhook-endpoints/${endpoint.id}/deliveries`);
    const delivery = log.items.find(({ type }: { type: string }) => type === 'order.refunded');
    expect(delivery).toMatchObject({ state: 'DELIVERED', tries: [{ status: 204 }] });
    const again = await admin.send(`/api/v1/webhook-deliveries/${delivery.id}/redeliveries`, { method: 'POST' });
    expect(again.status).toBe(202);
    const [first, second] = await waitFor('the refund once more', () => {
      const found = integrator.ofType('order.refunded');
      return found.length === 2 && found;
    });
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    for (const each of [endpoint.secret, secret])
      expect(verified(each, second)).toEqual(JSON.parse(first?.body ?? '{}'));
  });
});

/** What it says; throws for one that is not signed with the secret. */
function verified(secret: string, webhook: ReceivedWebhook | undefined): unknown {
  return new Webhook(secret).verify(webhook?.body ?? '', { ...webhook?.headers });
}
