import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@tovar/all-in-one';
import { KEEPERS_OF_PERSONAL_DATA } from '@tovar/contracts';
import { declaredServices } from '@tovar/platform';
import { freePort } from '@tovar/platform/engines';
import { drawn, waitFor } from '@tovar/testing';
import { Buyer, type FilledCart, type Placing } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import type { RawClient } from './support/raw-client.ts';
import { ShopInProcess } from './support/shop-in-process.ts';
import { columnsWith } from './support/text-columns.ts';

const PASSWORD = 'a long word for the test';
/** Unlike anything else that a shop holds. */
const CANARIES = {
  email: 'canary.bluethroat@customers.example.com',
  name: 'Kanarienvogelchen',
  phone: '+4930901820779',
  street: 'Vogelsangstrasse 4799',
};
const { servicesThatKeepNothingOfPeople, placesThatKeepIt } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'personal-data.json'), 'utf8'),
) as Record<string, Record<string, string>>;

const CREATE = `mutation ($input: CreateCartInput!) {
  createCart(input: $input) { cart { id deliveryOptions { methodId } } token errors { code } }
}`;
const UPDATE = `mutation ($input: UpdateCartInput!) {
  updateCart(input: $input) { cart { id version total { amount currency } } }
}`;
const CANCEL = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { errors { code } } }';
const WRITE =
  'mutation ($input: WriteReviewInput!) { writeReview(input: $input) { review { id version } errors { code } } }';
const APPROVE = 'mutation ($input: ApprovalInput!) { approveReview(input: $input) { errors { code } } }';

describe('a person who has lived in the shop', () => {
  let shop: ShopInProcess;
  let me: RawClient;
  let admin: RawClient;
  let moderator: RawClient;
  let accessToken: string;
  let userId: string;
  let products: string[];
  let parcel: Placing;

  const words = Object.values(CANARIES);

  beforeAll(async () => {
    // The payment provider has to find the way back.
    const port = String(await freePort());
    shop = await ShopInProcess.start({ PORT: port, ACCOUNTS_DATA_REQUEST_PAUSE_MS: '100' });
    const { email, name: displayName } = CANARIES;
    me = await shop.person({ email, displayName, password: PASSWORD, roles: ['customer'] });
    const staff = (role: string): Promise<RawClient> =>
      shop.person({ email: `${role}@example.com`, displayName: role, password: PASSWORD, roles: [role] });
    [admin, moderator] = [await staff('admin'), await staff('moderator')];
    accessToken = (await shop.guest.sendJson('POST', '/api/v1/sessions', { email, password: PASSWORD })).body
      .accessToken;
    userId = (await me.send('/api/v1/me')).body.id;
    products = (await shop.guest.graphql('{ products(first: 3) { nodes { id } } }')).body.data.products.nodes.map(
      ({ id }: { id: string }) => id,
    );
    await fillProfile();
    await cancel(await order(new Buyer(shop.url, accessToken), 0));
    await cancel(await order(new Buyer(shop.url), 1));
    parcel = await order(new Buyer(shop.url, accessToken), 2);
    await writeReviews();
    // A cart that nothing became of.
    await new Buyer(shop.url, accessToken).fillCart(await plentifulVariant(new Buyer(shop.url).shop, 3));
  });
  afterAll(() => shop.stop());

  it('[PRIV-01] has left traces in every service that keeps something of people', async () => {
    const places = await columnsWith(shop, [...words, userId]);
    const keptIn = (service: string): boolean => places.some((place) => place.startsWith(`${service}.`));
    expect(['accounts', ...KEEPERS_OF_PERSONAL_DATA].filter((service) => !keptIn(service))).toEqual(['cart']);
    // Carts live in the key-value store.
    expect(places).toContain('platform.key_value.value');
    expect(await columnsWith(shop, words)).toEqual(
      expect.arrayContaining([
        'accounts.user_account.email',
        'orders.order_placement.delivery',
        'orders.order_view.email',
      ]),
    );
  });

  it('[PRIV-01] finds each service of the shop among those that forget, or with a reason why it need not', () => {
    const answering = declaredServices().filter(({ name }) => Object.hasOwn(services, name));
    const known = [...KEEPERS_OF_PERSONAL_DATA, 'accounts', ...Object.keys(servicesThatKeepNothingOfPeople ?? {})];
    expect(known.toSorted()).toEqual(answering.map(({ name }) => name).toSorted());
  });

  it('[PRIV-01] gets a file of all that is kept of them: once, and nobody else does', async () => {
    const wrong = await me.sendJson('POST', '/api/v1/me/data-exports', { password: 'not the password' });
    expect(wrong.codes).toEqual(['WRONG_PASSWORD']);
    const { body: asked } = await me.sendJson('POST', '/api/v1/me/data-exports', { password: PASSWORD });
    const again = await me.sendJson('POST', '/api/v1/me/data-exports', { password: PASSWORD });
    expect(['RUNNING', 'READY']).toContain(again.body.status);
    const { fileUrl } = await waitFor('the file', async () => {
      const { body } = await me.send(`/api/v1/data-requests/${again.body.id}`);
      return body.status === 'READY' && body;
    });
    expect((await moderator.send(`/api/v1/data-requests/${asked.id}`)).status).toBe(404);
    expect((await admin.send(fileUrl)).status).toBe(404);
    const { body: file, status } = await me.send(fileUrl);
    expect(status).toBe(200);
    expect(file).toMatchObject({
      accounts: {
        profile: [{ email: CANARIES.email, phone: CANARIES.phone }],
        addresses: [{ line1: CANARIES.street }],
      },
      orders: { orders: [{ email: null }, { email: CANARIES.email }, { status: 'PAID' }] },
      payments: { payments: [{ state: expect.any(String) }, { state: 'CAPTURED' }] },
      shipping: { parcels: [{ status: 'PENDING' }] },
      reviews: { reviews: [{ rating: 5 }, { rating: 4 }], comments: [], likes: [] },
      notifications: { preferences: [{ isOn: false }] },
      cart: { carts: [{ owner: 'customer' }] },
    });
    expect((await me.send(fileUrl)).status).toBe(404);
  });

  it('[PRIV-01] is locked out as soon as they ask to be forgotten, while an order is on its way', async () => {
    const { body: request, status } = await me.sendJson('POST', '/api/v1/me/erasures', { password: PASSWORD });
    expect([status, request.kind]).toEqual([202, 'ERASURE']);
    const login = { email: CANARIES.email, password: PASSWORD };
    expect((await shop.guest.sendJson('POST', '/api/v1/sessions', login)).status).toBe(401);
    await waitFor('the session to be over', async () => (await me.send('/api/v1/me')).status === 401);
    const waiting = await waitFor('the other services', async () => {
      const { body } = await admin.send(`/api/v1/data-requests/${request.id}`);
      return body.parts.filter(({ isDone, waitsFor }: Part) => isDone || waitsFor !== null).length === 6 && body;
    });
    expect(waiting).toMatchObject({ status: 'RUNNING', askedBy: userId, doneAt: null });
    const left = waiting.parts.filter(({ isDone }: Part) => !isDone);
    expect(left).toEqual([
      { service: 'accounts', isDone: false, waitsFor: null },
      { service: 'orders', isDone: false, waitsFor: 'ORDERS_UNDER_WAY' },
      { service: 'shipping', isDone: false, waitsFor: 'PARCELS_UNDER_WAY' },
    ]);
    expect(await columnsWith(shop, [CANARIES.street])).toContain('orders.order_placement.delivery');
  });

  it('[PRIV-01] stands nowhere any more once that is over: in no table, no event, no file', async () => {
    const input = { orderId: parcel.order?.id };
    expect((await admin.graphql(CANCEL, { input })).body.data.cancelOrder.errors).toEqual([]);
    await waitFor('the end of the erasure', async () => {
      const { body } = await admin.send(`/api/v1/data-requests?userId=${userId}`);
      return body.items[0].status === 'DONE';
    });
    const places = await waitFor('the last jobs', async () => {
      const found = await columnsWith(shop, words);
      return found.every((place) => Object.hasOwn(placesThatKeepIt ?? {}, place)) && found;
    });
    expect(places).toEqual(Object.keys(placesThatKeepIt ?? {}));
    const files = readdirSync(join(shop.shop.folder.path, 'files'), { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile() && /avatars|review-pictures|exports/.test(file.parentPath))).toEqual(
      [],
    );
  });

  it('[PRIV-01] goes on counting: money, taxes and what was bought stay, and what everybody has read, by nobody', async () => {
    const kept = await shop.sql(
      `SELECT o.total_minor > 0 AS has_total, p.tax_minor IS NOT NULL AS has_tax,
        p.delivery->'address'->>'country' AS country FROM orders.orders o
        JOIN orders.order_placement p ON p.order_id = o.id WHERE o.customer_id = $1`,
      [userId],
    );
    expect(kept).toEqual(Array.from({ length: 2 }, () => ({ has_total: true, has_tax: true, country: 'DE' })));
    const page =
      'query ($id: ID!) { product(id: $id) { rating { count } reviews { nodes { title author { displayName } pictures { id } } } } }';
    const { body } = await shop.guest.graphql(page, { id: products[0] });
    const { reviews } = body.data.product;
    expect(reviews.nodes).toContainEqual({ title: 'Just right', author: null, pictures: [] });
    expect(await shop.sql('SELECT id FROM reviews.review WHERE author_id = $1', [userId])).toHaveLength(1);
    expect(await shop.sql('SELECT id FROM notifications.notification WHERE recipient_id = $1', [userId])).toEqual([]);
  });

  it('[PRIV-01] can come again as anybody else, by the same address', async () => {
    const { email, name: displayName } = CANARIES;
    const newcomer = await shop.person({ email, displayName, password: PASSWORD, roles: ['customer'] });
    expect((await newcomer.graphql('{ me { orderCount reviewCount } }')).body.data.me).toEqual({
      orderCount: 0,
      reviewCount: 0,
    });
  });

  async function fillProfile(): Promise<void> {
    await me.sendJson('PATCH', '/api/v1/me', { phone: CANARIES.phone }, { 'if-match': '"1"' });
    const place = {
      recipient: CANARIES.name,
      line1: CANARIES.street,
      city: 'Berlin',
      postalCode: '10115',
      country: 'DE',
    };
    await me.sendJson('POST', '/api/v1/me/addresses', place);
    await me.send(`/api/v1/me/favourites/${products[0]}`, { method: 'PUT' });
    await upload('PUT', '/api/v1/me/avatar');
    const change = `mutation ($input: ChangeNotificationSettingsInput!) {
      changeNotificationSettings(input: $input) { errors { code } } }`;
    const preferences = [{ type: 'PRICE_DROP', channel: 'EMAIL', isOn: false }];
    const { body } = await me.graphql(change, { input: { preferences } });
    expect(body.data.changeNotificationSettings.errors).toEqual([]);
  }

  async function order(buyer: Buyer, index: number): Promise<Placing> {
    const isGuest = index === 1;
    const deliveryAddress = {
      recipient: CANARIES.name,
      line1: CANARIES.street,
      city: 'Berlin',
      postalCode: '10115',
      country: 'DE',
      phone: CANARIES.phone,
    };
    const lines = [{ variantId: await plentifulVariant(buyer.shop, index), quantity: 1 }];
    const details = { currency: 'EUR', lines, deliveryAddress, email: isGuest ? CANARIES.email : null };
    const { createCart } = await buyer.shop.graphql<Created>(CREATE, { input: details });
    const { cart, token } = createCart;
    const chosen = { cartId: cart.id, token, deliveryMethodId: cart.deliveryOptions[0]?.methodId };
    const { updateCart } = await buyer.shop.graphql<{ updateCart: { cart: FilledCart } }>(UPDATE, { input: chosen });
    const placed = await buyer.placeOrder({ ...updateCart.cart, token: token ?? undefined });
    if (index === 2) {
      await buyer.pay(placed);
      await buyer.seesStatus(placed, 'PAID');
    } else await buyer.paymentUrl(placed);
    await buyer.seesCartEnded();
    return placed;
  }

  async function cancel({ order: placed, guestToken }: Placing): Promise<void> {
    const input = { orderId: placed?.id, token: guestToken, reason: `Call ${CANARIES.phone}` };
    const by = guestToken === null ? me : shop.guest;
    expect((await by.graphql(CANCEL, { input })).body.data.cancelOrder.errors).toEqual([]);
  }

  /** One that everybody sees, and one that nobody has decided about. */
  async function writeReviews(): Promise<void> {
    const write = async (productId: string | undefined, rating: number) => {
      const input = { productId, rating, title: 'Just right', text: 'I use it every day.' };
      const { body } = await waitFor('reviews to know the product', async () => {
        const answer = await me.graphql(WRITE, { input });
        return answer.body.data.writeReview.review !== null && answer;
      });
      return body.data.writeReview.review as { id: string; version: number };
    };
    const review = await write(products[0], 5);
    await upload('POST', `/api/v1/reviews/${review.id}/pictures`);
    const { version } = (await me.send(`/api/v1/reviews/${review.id}`)).body;
    const { body } = await moderator.graphql(APPROVE, { input: { id: review.id, expectedVersion: version } });
    expect(body.data.approveReview.errors).toEqual([]);
    await write(products[1], 4);
  }

  async function upload(method: string, path: string): Promise<void> {
    const answer = await fetch(shop.url + path, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'image/png' },
      body: new Uint8Array(await drawn(200, 200).png()),
    });
    expect(answer.ok).toBe(true);
  }
});

interface Part {
  readonly isDone: boolean;
  readonly waitsFor: string | null;
}

interface Created {
  readonly createCart: {
    readonly cart: { readonly id: string; readonly deliveryOptions: readonly { readonly methodId: string }[] };
    readonly token: string | null;
  };
}
