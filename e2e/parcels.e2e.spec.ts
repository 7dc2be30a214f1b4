import { randomUUID } from 'node:crypto';
import { ShopClient } from '@tovar/all-in-one';
import { freePort } from '@tovar/platform/engines';
import type { TestResponse } from '@tovar/testing';
import { waitFor } from '@tovar/testing';
import { Buyer, type Placing } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import type { RawClient } from './support/raw-client.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const STAFF_SCOPES = ['shipping:read:any', 'shipping:write:any', 'stock:write:any', 'orders:read:any'];
const STATUSES = 'status fulfillmentStatus returnStatus paymentStatus allowedActions';

interface Parcel {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly tracking: readonly { readonly kind: string }[];
}

describe("an order's way to its buyer", () => {
  let shop: WholeShop;
  let staff: RawClient;

  beforeAll(async () => {
    shop = await startWholeShop({
      // Known before it starts: the carrier is told where to notify.
      PORT: String(await freePort()),
      PAYMENTS_LOOK_AFTER_MS: '200,400,800,1500',
      PAYMENTS_REFUND_ALONE_UP_TO: '100000.00 EUR',
      SHIPPING_LOOK_SOON_MS: '100',
    });
    const token = await shop.token({ userId: randomUUID(), scopes: STAFF_SCOPES });
    staff = shop.guest.withToken(token);
  });
  afterAll(() => shop.stop());

  const asked = async (client: RawClient, query: string, variables: object): Promise<TestResponse['body']> => {
    const { body } = await client.graphql(query, variables);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return body.data;
  };
  /** A guest's order of so many, paid. */
  const paid = async (
    quantity: number,
    rank: number,
  ): Promise<Placing & { order: { id: string }; variantId: string }> => {
    const buyer = new Buyer(shop.url);
    const variantId = await plentifulVariant(buyer.shop, rank);
    const placed = await buyer.order(variantId, quantity);
    // Nobody is told where the shop listens, so payments finds out by itself.
    await buyer.pay(placed, 'pay', false);
    await buyer.seesStatus(placed, 'PAID');
    return { ...placed, variantId };
  };
  const order = async ({ order: { id }, guestToken: token }: Placing & { order: { id: string } }) =>
    (
      await asked(shop.guest, `query ($id: ID!, $token: String) { order(id: $id, token: $token) { ${STATUSES} } }`, {
        id,
        token,
      })
    ).order;
  const until = (placed: Placing & { order: { id: string } }, wanted: object): Promise<TestResponse['body']> =>
    waitFor(JSON.stringify(wanted), async () => {
      const seen = await order(placed);
      expect(seen).toMatchObject(wanted);
      return seen;
    });
  const parcels = async ({ order: { id: orderId }, guestToken: token }: Placing & { order: { id: string } }) => {
    const query = `query ($orderId: ID!, $token: String) { orderShipments(orderId: $orderId, token: $token) {
      id status version trackingUrl tracking { kind } } }`;
    return waitFor('a parcel', async () => {
      const { body } = await shop.guest.graphql(query, { orderId, token });
      return (body.data?.orderShipments as Parcel[] | undefined) ?? undefined;
    });
  };
  const onHand = async (variantId: string): Promise<number> => {
    const [row] = await shop.sql<{ onHand: number }>(
      'SELECT on_hand AS "onHand" FROM catalog.stock WHERE variant_id = $1',
      [variantId],
    );
    return row?.onHand ?? -1;
  };

  it('leads from the payment over parts of it to the door, and the order and the shelf follow', async () => {
    const placed = await paid(2, 1);
    const before = await onHand(placed.variantId);
    const [parcel] = await parcels(placed);
    const part = [{ variantId: placed.variantId, quantity: 1 }];
    const ship =
      'mutation ($input: ShipShipmentInput!) { shipShipment(input: $input) { shipment { status } errors { code } } }';
    const input = { shipmentId: parcel?.id, expectedVersion: parcel?.version, lines: part };
    expect((await asked(staff, ship, { input })).shipShipment).toEqual({ shipment: { status: 'SHIPPED' }, errors: [] });
    await until(placed, { fulfillmentStatus: 'PARTIALLY_SHIPPED', status: 'PAID' });
    expect((await order(placed)).allowedActions).not.toContain('CANCEL');
    await waitFor('the shelf', async () => (await onHand(placed.variantId)) === before - 1);

    const [, rest] = await parcels(placed);
    const headers = { 'if-match': `"${rest?.version}"` };
    await staff.sendJson('POST', `/api/v1/shipments/${rest?.id}/ship`, {}, headers);
    await until(placed, { fulfillmentStatus: 'SHIPPED' });
    for (const { id } of await parcels(placed)) {
      await staff.sendJson('POST', `/api/v1/shipments/${id}/tracking-events`, { kind: 'DELIVERED' });
    }
    await until(placed, { fulfillmentStatus: 'DELIVERED', status: 'DELIVERED' });
    await waitFor('the shelf', async () => (await onHand(placed.variantId)) === before - 2);

    const ask =
      'mutation ($input: RequestReturnInput!) { requestReturn(input: $input) { return { id } errors { code } } }';
    const wish = { orderId: placed.order.id, token: placed.guestToken, lines: part, reason: 'One is enough.' };
    const { requestReturn } = await asked(shop.guest, ask, { input: wish });
    await until(placed, { returnStatus: 'REQUESTED' });
    const decide = (action: string, version: number, body: object) =>
      staff.sendJson('POST', `/api/v1/returns/${requestReturn.return.id}/${action}`, body, {
        'if-match': `"${version}"`,
      });
    await decide('approve', 1, {});
    const lines = [{ variantId: placed.variantId, restocked: 1, damaged: 0 }];
    const { body: received } = await decide('receive', 2, { lines });
    expect(Number(received.refund.amount)).toBeGreaterThan(0);
    await until(placed, {
      returnStatus: 'PARTIALLY_RETURNED',
      paymentStatus: 'PARTIALLY_REFUNDED',
      status: 'DELIVERED',
    });
    const refunds = await shop.sql<{ minor: string }>(
      'SELECT refunded_minor::text AS minor FROM payments.payment WHERE order_id = $1',
      [placed.order.id],
    );
    expect(refunds).toEqual([{ minor: received.refund.amount }]);
    await waitFor('the shelf', async () => (await onHand(placed.variantId)) === before - 1);
    const again = await waitFor('the return to be refunded', async () => {
      const { body } = await staff.send(`/api/v1/returns/${requestReturn.return.id}`);
      return body.status === 'REFUNDED' && body;
    });
    expect((await decide('close', again.version, {})).body.status).toBe('CLOSED');
  });

  it('is followed live by whoever has the token, from the shop to the door', async () => {
    const placed = await paid(1, 3);
    const [parcel] = await parcels(placed);
    const seen: string[] = [];
    const listening = new AbortController();
    const live = new ShopClient(shop.url).follow<{ shipmentUpdated: { status: string } }>(
      'subscription ($id: ID!, $token: String) { shipmentUpdated(id: $id, token: $token) { status } }',
      { id: parcel?.id, token: placed.guestToken },
      listening.signal,
    );
    const reading = (async () => {
      for await (const { shipmentUpdated } of live) seen.push(shipmentUpdated.status);
    })().catch(() => undefined);
    await waitFor('the first look', () => seen.length > 0);
    await staff.sendJson('POST', `/api/v1/shipments/${parcel?.id}/ship`, {}, { 'if-match': `"${parcel?.version}"` });
    await waitFor('the news that it has left', () => seen.includes('SHIPPED'));
    await staff.sendJson('POST', `/api/v1/shipments/${parcel?.id}/tracking-events`, { kind: 'DELIVERED' });
    await waitFor('the news that it is there', () => seen.includes('DELIVERED'));
    listening.abort();
    await reading;
    expect([...new Set(seen)]).toEqual(['PENDING', 'SHIPPED', 'DELIVERED']);
  });

  it('is brought by CDEK where the buyer has chosen it: its price, its label, its news', async () => {
    const buyer = new Buyer(shop.url);
    const cart = await buyer.fillCartByCdek(await plentifulVariant(buyer.shop, 4));
    const placed = await buyer.placeOrder(cart);
    if (!placed.order) throw new Error(JSON.stringify(placed.errors));
    await buyer.pay(placed, 'pay', false);
    await buyer.seesStatus(placed, 'PAID');
    const own = { ...placed, order: placed.order };
    const [parcel] = await parcels(own);
    const read = async () => (await staff.send(`/api/v1/shipments/${parcel?.id}`)).body;
    const packed = await staff.sendJson(
      'POST',
      `/api/v1/shipments/${parcel?.id}/pack`,
      { weightGrams: 900 },
      { 'if-match': `"${parcel?.version}"` },
    );
    expect(packed.status).toBe(200);
    const booked = await waitFor('CDEK to have it', async () => {
      const seen = await read();
      return seen.booking === 'BOOKED' && seen;
    });
    expect(booked).toMatchObject({ carrier: 'cdek', trackingNumber: expect.stringMatching(/^\d{10}$/) });
    const label = await waitFor('the label', async () => {
      const answer = await staff.send(`/api/v1/shipments/${parcel?.id}/label`);
      return answer.status === 200 && answer;
    });
    expect(label.headers.get('content-type')).toContain('application/pdf');
    while (await shop.moveParcel(booked.number));
    await until(own, { fulfillmentStatus: 'DELIVERED', status: 'DELIVERED' });
    const kinds = (await parcels(own))[0]?.tracking.map(({ kind }) => kind);
    expect(kinds?.toSorted()).toEqual([
      'DELIVERED',
      'IN_TRANSIT',
      'IN_TRANSIT',
      'IN_TRANSIT',
      'LABEL_CREATED',
      'OUT_FOR_DELIVERY',
    ]);
  });

  it('[FLOW-01] ends where the buyer cancels before anything is sent', async () => {
    const placed = await paid(1, 2);
    const [parcel] = await parcels(placed);
    const cancel =
      'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { status } errors { code } } }';
    const { order: mine, guestToken: token } = placed;
    const { cancelOrder } = await asked(shop.guest, cancel, { input: { orderId: mine.id, token } });
    expect(cancelOrder).toMatchObject({ order: { status: 'CANCELLED' }, errors: [] });
    await waitFor('the parcel to be given up', async () => (await parcels(placed))[0]?.status === 'CANCELLED');
    const headers = { 'if-match': `"${(await parcels(placed))[0]?.version}"` };
    const { status, body } = await staff.sendJson('POST', `/api/v1/shipments/${parcel?.id}/ship`, {}, headers);
    expect([status, body.code]).toEqual([409, 'SHIPMENT_NOT_PENDING']);
  });
});
