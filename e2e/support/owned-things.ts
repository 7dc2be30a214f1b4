import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { everyScope } from './access-of.ts';
import { Buyer } from './buyer.ts';
import { plentifulVariant } from './catalogue.ts';
import type { RawClient } from './raw-client.ts';
import type { WholeShop } from './whole-shop.ts';

/** A thing of somebody's. */
export interface OwnedThing {
  readonly id: string;
  /** What nobody reads who may not see the thing. */
  readonly secrets: readonly string[];
}

/** What a customer and a guest own, by type, and the customer. */
export interface OwnedThings {
  readonly owner: RawClient;
  readonly ofCustomer: Readonly<Record<string, OwnedThing>>;
  readonly ofGuest: Readonly<Record<string, OwnedThing>>;
}

/** Unlike anything else that is said in the tests, so that it is found wherever it turns up. */
const CANARY = {
  email: 'anna.canary@customers.example.com',
  password: 'correct horse canary staple',
  phone: '+4930901820777',
  birthday: '1983-11-07',
  browser: 'CanaryBrowser/7.3',
  recipient: 'Anna Kanarienvogel',
  street: 'Vogelweide 4711',
  timeZone: 'Pacific/Chatham',
  integration: 'Kanarienkasse',
  guest: 'guest.canary@guests.example.com',
  review: 'Zwitschert wie ein Kanarienvogel',
};

/** Lets a customer and a guest do what customers and guests do, and says what came of it. */
export async function makeOwnedThings(shop: WholeShop): Promise<OwnedThings> {
  const token = await logIn(shop);
  const { sub, sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    'sub' | 'sid',
    string
  >;
  const owner = shop.guest.withToken(await shop.token({ userId: sub, sessionId: sid, scopes: ownScopes() }));
  const variantId = await plentifulVariant(new Buyer(shop.url).shop);
  const { cart, order } = await shopping(new Buyer(shop.url, token), variantId);
  const guest = await shopping(new Buyer(shop.url), variantId, CANARY.guest);
  return {
    owner,
    ofCustomer: {
      User: { id: sub, secrets: [CANARY.email, ...(await fillProfile(owner))] },
      Session: { id: sid, secrets: [CANARY.browser] },
      Address: { id: await addAddress(owner), secrets: [CANARY.recipient, CANARY.street] },
      ApiKey: await makeKey(owner),
      SecurityEvent: await lastEvent(owner),
      Notification: await lastNotification(owner),
      DataRequest: await askForFile(owner),
      NotificationSettings: { id: sub, secrets: [await chooseTimeZone(owner)] },
      FavouriteEdge: { id: sub, secrets: [await markProduct(owner)] },
      Cart: cart,
      Order: order,
      Payment: await paymentOf(owner, order.id),
      Review: await writeReview(owner),
      Shipment: await shipmentOf(shop, owner, { orderId: order.id, customerId: sub }),
      Return: await returnOf(shop, order.id),
    },
    ofGuest: { Cart: guest.cart, Order: guest.order },
  };
}

/** All that somebody may do with what is theirs, also what the role of customers leaves out. */
function ownScopes(): string[] {
  return everyScope().filter((scope) => scope.endsWith(':own'));
}

async function logIn(shop: WholeShop): Promise<string> {
  const { email, password } = CANARY;
  await shop.person({ email, password, displayName: 'Anna', roles: ['customer'] });
  const headers = { 'user-agent': CANARY.browser };
  const { body } = await shop.guest.sendJson('POST', '/api/v1/sessions', { email, password }, headers);
  return body.accessToken as string;
}

/** An order that waits for its payment, and the next cart. */
async function shopping(
  buyer: Buyer,
  variantId: string,
  email = CANARY.email,
): Promise<{ cart: OwnedThing; order: OwnedThing }> {
  const placed = await buyer.order(variantId, 1, email);
  const paymentUrl = await buyer.paymentUrl(placed);
  await buyer.seesCartEnded();
  const cart = await buyer.fillCart(variantId, 1, email);
  return {
    cart: { id: cart.id, secrets: [email] },
    order: { id: placed.order.id, secrets: [placed.order.orderNumber, paymentUrl, email] },
  };
}

async function fillProfile(owner: RawClient): Promise<string[]> {
  const { phone, birthday } = CANARY;
  await owner.sendJson('PATCH', '/api/v1/me', { phone, birthday }, { 'if-match': '"1"' });
  return [phone, birthday];
}

async function addAddress(owner: RawClient): Promise<string> {
  const place = { city: 'Berlin', postalCode: '10115', country: 'DE' };
  const address = { recipient: CANARY.recipient, line1: CANARY.street, ...place };
  return (await owner.sendJson('POST', '/api/v1/me/addresses', address)).body.id as string;
}

async function makeKey(owner: RawClient): Promise<OwnedThing> {
  const key = { name: CANARY.integration, scopes: ['orders:read:own'], expiresInDays: 30 };
  await owner.sendJson('POST', '/api/v1/me/api-keys', key);
  const { body } = await owner.graphql('{ apiKeys { edges { node { id prefix } } } }');
  const { id, prefix } = body.data.apiKeys.edges[0].node as { id: string; prefix: string };
  return { id, secrets: [CANARY.integration, prefix] };
}

/** What an event tells of is told by its kind; that it is this person's, by its place in their list. */
async function lastEvent(owner: RawClient): Promise<OwnedThing> {
  const { body } = await owner.graphql('{ securityEvents(first: 1) { edges { cursor node { id } } } }');
  const [{ cursor, node }] = body.data.securityEvents.edges as [{ cursor: string; node: { id: string } }];
  return { id: node.id, secrets: [cursor] };
}

/** That somebody has logged in, told to them alone: of a notification that says no more, its place in their list is known. */
async function lastNotification(owner: RawClient): Promise<OwnedThing> {
  return waitFor('a notification', async () => {
    const { body } = await owner.graphql('{ notifications(first: 1) { edges { cursor node { id } } } }');
    const [edge] = body.data.notifications.edges as { cursor: string; node: { id: string } }[];
    return edge && { id: edge.node.id, secrets: [edge.cursor] };
  });
}

/** A file that can be fetched; nobody else knows when it was asked for. */
async function askForFile(owner: RawClient): Promise<OwnedThing> {
  const { body } = await owner.sendJson('POST', '/api/v1/me/data-exports', { password: CANARY.password });
  const { id, askedAt } = body as { id: string; askedAt: string };
  await waitFor('the file', async () => (await owner.send(`/api/v1/data-requests/${id}`)).body.status === 'READY');
  return { id, secrets: [askedAt] };
}

async function chooseTimeZone(owner: RawClient): Promise<string> {
  await owner.sendJson('PATCH', '/api/v1/notification-settings', { schedule: { timeZone: CANARY.timeZone } });
  return CANARY.timeZone;
}

/** The place of a favourite in its list is as much its owner's as the favourite. */
async function markProduct(owner: RawClient): Promise<string> {
  const { body } = await owner.graphql('{ products(first: 1) { nodes { id } } }');
  const { id } = body.data.products.nodes[0] as { id: string };
  await owner.send(`/api/v1/me/favourites/${id}`, { method: 'PUT' });
  const { body: mine } = await owner.graphql('{ me { favourites { edges { cursor } } } }');
  return mine.data.me.favourites.edges[0].cursor as string;
}

/** Waits for a moderator: until then it is the author's alone. */
async function writeReview(owner: RawClient): Promise<OwnedThing> {
  const { body } = await owner.graphql('{ products(first: 1) { nodes { id } } }');
  const { id: productId } = body.data.products.nodes[0] as { id: string };
  const words = { productId, rating: 5, title: CANARY.review, text: CANARY.review };
  return waitFor('reviews to know the product', async () => {
    const { status, body: review } = await owner.sendJson('POST', '/api/v1/reviews', words);
    return status === 201 && { id: review.id as string, secrets: [CANARY.review] };
  });
}

async function paymentOf(owner: RawClient, orderId: string): Promise<OwnedThing> {
  return waitFor('the payment of the order', async () => {
    const { body } = await owner.graphql('query ($id: ID!) { order(id: $id) { payments { id redirectUrl } } }', {
      id: orderId,
    });
    const [payment] = body.data.order.payments as { id: string; redirectUrl: string | null }[];
    return payment?.redirectUrl ? { id: payment.id, secrets: [payment.redirectUrl] } : undefined;
  });
}

/** A parcel of the order, as if it had been paid. */
async function shipmentOf(
  shop: WholeShop,
  owner: RawClient,
  order: { readonly orderId: string; readonly customerId: string },
): Promise<OwnedThing> {
  await shop.tell('orders', { type: 'shipment.requested.v1', subject: order.orderId, data: shipmentRequest(order) });
  return waitFor('the parcel of the order', async () => {
    const { body } = await owner.graphql('query ($id: ID!) { order(id: $id) { shipments { id trackingUrl } } }', {
      id: order.orderId,
    });
    const [shipment] = (body.data.order.shipments ?? []) as { id: string; trackingUrl: string }[];
    return shipment && { id: shipment.id, secrets: [shipment.trackingUrl] };
  });
}

/** What the customer wants to give back of it, as if it had been sent. */
async function returnOf(shop: WholeShop, orderId: string): Promise<OwnedThing> {
  const id = uuidv7();
  const reason = 'Kanarienfedern darin';
  await shop.sql(
    `INSERT INTO shipping.return_request (id, order_id, position, status, reason, requested_at, version)
     VALUES ($1, $2, 1, 'REQUESTED', $3, now(), 1)`,
    [id, orderId, reason],
  );
  return { id, secrets: [reason] };
}

function shipmentRequest(order: { readonly orderId: string; readonly customerId: string }): object {
  const name = { en: 'Seed', ru: 'Семя' };
  const estimate = { minDays: 1, maxDays: 2 };
  const total = { amount: '1000', currency: 'EUR' };
  return {
    ...order,
    orderNumber: 'T-CANARY',
    guestAccess: null,
    currency: 'EUR',
    method: { methodId: uuidv7(), code: 'courier', name, carrier: 'table', estimate },
    lines: [{ variantId: uuidv7(), productId: uuidv7(), sku: 'SEED', name, quantity: 2, total }],
  };
}
