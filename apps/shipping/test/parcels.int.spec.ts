import { createHash } from 'node:crypto';
import type { TestRequest, TestResponse } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { anOrder } from './neighbours.ts';
import { ShippingShop } from './shipping-shop.ts';

const SHIPMENT = `id number status trackingNumber problem version booking lines { sku quantity }
  tracking { kind at place note } expected { from until }`;

describe('parcels', () => {
  let shop: ShippingShop;

  beforeAll(async () => {
    shop = await ShippingShop.start();
  });
  afterAll(() => shop.stop());
  afterEach(() => {
    shop.neighbours.refusal = undefined;
  });

  const read = async (id: string, more: Partial<TestRequest> = {}): Promise<TestResponse['body']> =>
    (await shop.send({ path: `/api/v1/shipments/${id}`, ...more })).body;
  const act = async (id: string, action: string, body: object = {}, version?: number): Promise<TestResponse> => {
    const expected = version ?? (await read(id)).version;
    const headers = { 'if-match': `"${expected}"` };
    return shop.send({ method: 'POST', path: `/api/v1/shipments/${id}/${action}`, body, headers });
  };
  const track = (id: string, body: object): Promise<TestResponse> =>
    shop.send({ method: 'POST', path: `/api/v1/shipments/${id}/tracking-events`, body });

  it('wait when an order is paid, with all that has to be sent', async () => {
    const { orderId, orderNumber, shipmentId } = await shop.neighbours.paidOrder();
    expect(await read(shipmentId)).toMatchObject({
      orderId,
      number: `${orderNumber}-1`,
      status: 'PENDING',
      carrier: 'table',
      lines: [
        { sku: 'KET-1', quantity: 2 },
        { sku: 'POT-1', quantity: 1 },
      ],
      tracking: [],
      booking: 'NONE',
    });
  });

  it('are booked once, however often they are asked for', async () => {
    const order = anOrder();
    await shop.neighbours.tell('orders', 'shipment.requested.v1', order);
    await shop.neighbours.tell('orders', 'shipment.requested.v1', order);
    const first = await shop.neighbours.hears(order.orderId, 'shipment.booked.v1', 1);
    expect(await shop.neighbours.hears(order.orderId, 'shipment.booked.v1', 2)).toEqual(first);
  });

  it('go their way: shipped, under way, delivered, and the others are told', async () => {
    const { orderId, shipmentId } = await shop.neighbours.paidOrder();
    const shipped = await act(shipmentId, 'ship', { trackingNumber: 'DHL-1' });
    expect(shipped).toMatchObject({ status: 200, body: { status: 'SHIPPED', trackingNumber: 'DHL-1' } });
    expect(await shop.neighbours.hears(orderId, 'shipment.shipped.v1')).toMatchObject({
      shipmentId,
      trackingNumber: 'DHL-1',
      fulfillment: { fulfillmentStatus: 'SHIPPED', returnStatus: 'NONE' },
    });
    await track(shipmentId, { kind: 'OUT_FOR_DELIVERY', place: 'Berlin' });
    const delivered = await track(shipmentId, { kind: 'DELIVERED', note: 'Left with a neighbour.' });
    expect(delivered.body).toMatchObject({ status: 'DELIVERED', expected: null });
    expect(delivered.body.tracking.map(({ kind }: { kind: string }) => kind)).toEqual([
      'IN_TRANSIT',
      'OUT_FOR_DELIVERY',
      'DELIVERED',
    ]);
    const told = await shop.neighbours.hears(orderId, 'shipment.delivered.v1');
    expect(told.fulfillment).toMatchObject({ fulfillmentStatus: 'DELIVERED' });
  });

  it('can be sent in parts: the rest waits in one of its own', async () => {
    const { orderId, shipmentId, lines } = await shop.neighbours.paidOrder();
    const [kettles] = lines.map(({ variantId }) => variantId);
    const { body } = await act(shipmentId, 'ship', { lines: [{ variantId: kettles, quantity: 1 }] });
    expect(body).toMatchObject({ status: 'SHIPPED', lines: [{ sku: 'KET-1', quantity: 1 }] });
    const { items } = (await shop.send({ path: `/api/v1/shipments/of-order/${orderId}` })).body;
    expect(items).toMatchObject([
      { id: shipmentId, status: 'SHIPPED' },
      {
        status: 'PENDING',
        lines: [
          { sku: 'KET-1', quantity: 1 },
          { sku: 'POT-1', quantity: 1 },
        ],
      },
    ]);
    const first = await shop.neighbours.hears(orderId, 'shipment.shipped.v1', 1);
    expect(first.fulfillment.fulfillmentStatus).toBe('PARTIALLY_SHIPPED');
    await act(items[1].id, 'ship');
    const second = await shop.neighbours.hears(orderId, 'shipment.shipped.v1', 2);
    expect(second.fulfillment).toEqual({
      revision: expect.any(Number),
      fulfillmentStatus: 'SHIPPED',
      returnStatus: 'NONE',
    });
    expect(second.fulfillment.revision).toBeGreaterThan(first.fulfillment.revision);
    const more = await act(shipmentId, 'ship', { lines: [{ variantId: kettles, quantity: 5 }] });
    expect(more).toMatchObject({ status: 200, body: { lines: [{ quantity: 1 }] } });
  });

  it('[FLOW-01] leave only when orders says that the order is paid, has its stock and is not cancelled', async () => {
    const { orderId, shipmentId } = await shop.neighbours.paidOrder();
    shop.neighbours.refusal = 'it is cancelled';
    for (const action of ['ship', 'pack']) {
      const { status, body } = await act(shipmentId, action);
      expect([action, status, body.code]).toEqual([action, 409, 'ORDER_NOT_SHIPPABLE']);
    }
    expect((await read(shipmentId)).status).toBe('PENDING');
    expect((await track(shipmentId, { kind: 'DELIVERED' })).body.code).toBe('SHIPMENT_NOT_SHIPPED');
    expect(shop.neighbours.toldOf(orderId, 'shipment.shipped.v1')).toEqual([]);
  });

  it('[FLOW-01] hold no more than the order has, and nothing twice', async () => {
    const { shipmentId, orderId, lines } = await shop.neighbours.paidOrder();
    const [variantId] = lines.map((line) => line.variantId);
    const refused = [[{ variantId, quantity: 3 }], [{ variantId: uuidv7(), quantity: 1 }]];
    for (const named of refused) {
      expect((await act(shipmentId, 'ship', { lines: named })).body.code).toBe('NOT_IN_PARCEL');
    }
    const opening = { method: 'POST', path: '/api/v1/shipments', body: { orderId } } as const;
    expect((await shop.send(opening)).body.code).toBe('NOTHING_TO_SEND');
  });

  it('that wait are given up with their order, and what staff give up can be sent in another', async () => {
    const cancelled = await shop.neighbours.paidOrder();
    const { orderId, orderNumber, customerId } = cancelled;
    const news = { orderId, orderNumber, customerId, reason: 'cancelled-by-customer' } as const;
    await shop.neighbours.tell('orders', 'order.cancelled.v1', news);
    await shop.neighbours.hears(orderId, 'shipment.cancelled.v1');
    expect((await act(cancelled.shipmentId, 'ship')).body.code).toBe('SHIPMENT_NOT_PENDING');

    const other = await shop.neighbours.paidOrder();
    expect((await act(other.shipmentId, 'cancel', { reason: 'The box broke.' })).body.status).toBe('CANCELLED');
    const body = { orderId: other.orderId };
    const { status, body: opened } = await shop.send({ method: 'POST', path: '/api/v1/shipments', body });
    expect([status, opened.status, opened.lines.length]).toEqual([201, 'PENDING', 2]);
  });

  it('are told to be lost: that is a problem for people, and a late arrival still counts', async () => {
    const { orderId, shipmentId } = await shop.neighbours.paidOrder();
    await act(shipmentId, 'ship');
    const lost = await track(shipmentId, { kind: 'EXCEPTION', isFinal: true, note: 'Lost in the sea.' });
    expect(lost.body).toMatchObject({ status: 'FAILED', problem: 'Lost in the sea.' });
    expect((await shop.neighbours.hears(orderId, 'shipment.failed.v1')).reason).toBe('Lost in the sea.');
    const listed = await shop.send({ path: '/api/v1/shipments?hasProblem=true&status=FAILED' });
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(shipmentId);
    expect((await track(shipmentId, { kind: 'DELIVERED' })).body.status).toBe('DELIVERED');
  });

  it('are booked with their carrier when they are packed, and have a label then', async () => {
    const { orderNumber, shipmentId } = await shop.neighbours.paidOrder();
    expect((await act(shipmentId, 'pack')).body).toMatchObject({ weightGrams: 2_250 });
    const booked = await shop.untilShipment(shipmentId, { booking: 'BOOKED' });
    expect(booked).toMatchObject({ trackingNumber: `${orderNumber}-1`, tracking: [{ kind: 'LABEL_CREATED' }] });
    const label = { path: `/api/v1/shipments/${shipmentId}/label` };
    expect(booked.labelUrl).toBe(label.path);
    const [first, second] = [await shop.send(label), await shop.send(label)];
    expect([first.headers['content-type'], first.bytes.subarray(0, 5).toString()]).toEqual([
      'application/pdf',
      '%PDF-',
    ]);
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect((await act(shipmentId, 'ship')).body.trackingNumber).toBe(`${orderNumber}-1`);
    const { shipmentId: unpacked } = await shop.neighbours.paidOrder();
    expect((await shop.send({ path: `/api/v1/shipments/${unpacked}/label` })).body.code).toBe('LABEL_NOT_READY');
  });

  it('can be followed on a page that names nobody, by whoever has its address', async () => {
    const { shipmentId } = await shop.neighbours.paidOrder();
    await act(shipmentId, 'ship', { trackingNumber: '<b>1</b>' });
    await track(shipmentId, { kind: 'OUT_FOR_DELIVERY', place: '<script>Berlin' });
    const { trackingUrl } = await read(shipmentId);
    const page = await shop.send({ path: trackingUrl, as: undefined });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('Your parcel is on its way');
    expect(page.body).toContain('&lt;script&gt;Berlin');
    for (const secret of ['Anna', 'Torstraße', 'Thing', '<script>', '<b>']) expect(page.body).not.toContain(secret);
    const guessed = await shop.send({ path: `/track/${'a'.repeat(43)}`, as: undefined });
    expect([guessed.status, guessed.body.includes('There is no such parcel')]).toEqual([404, true]);
  });

  it('refuse a change of what has changed since it was read', async () => {
    const { shipmentId } = await shop.neighbours.paidOrder();
    expect((await act(shipmentId, 'ship', {}, 7)).status).toBe(412);
    const input = { shipmentId, expectedVersion: 7 };
    const { body } = await shop.graphql(
      'mutation ($input: ShipShipmentInput!) { shipShipment(input: $input) { shipment { id } errors { __typename code ... on VersionConflictError { currentVersion } } } }',
      { input },
    );
    expect(body.data.shipShipment).toEqual({
      shipment: null,
      errors: [{ __typename: 'VersionConflictError', code: 'CONFLICT', currentVersion: 1 }],
    });
  });

  it('[BOLA-01] show themselves to who ordered them, to whoever has the guest token, and to staff', async () => {
    const mine = await shop.neighbours.paidOrder();
    const owner = { userId: mine.customerId ?? '', scopes: ['orders:read:own'] };
    const stranger = { userId: uuidv7(), scopes: ['orders:read:own'] };
    const guestAccess = {
      tokenHash: createHash('sha256').update('the-token').digest('base64url'),
      expiresAt: '2126-01-01T00:00:00Z',
    };
    const guests = await shop.neighbours.paidOrder({ customerId: null, guestAccess });
    const paths = ({ shipmentId, orderId }: typeof mine) => [
      `/api/v1/shipments/${shipmentId}`,
      `/api/v1/shipments/of-order/${orderId}`,
    ];
    const statuses = async (order: typeof mine, more: Partial<TestRequest>) =>
      Promise.all(paths(order).map(async (path) => (await shop.send({ path, ...more })).status));
    expect(await statuses(mine, { as: owner })).toEqual([200, 200]);
    expect(await statuses(mine, { as: stranger })).toEqual([404, 404]);
    expect(await statuses(mine, { as: undefined })).toEqual([404, 404]);
    expect(await statuses(guests, { as: undefined, headers: { 'x-order-token': 'the-token' } })).toEqual([200, 200]);
    expect(await statuses(guests, { as: undefined, headers: { 'x-order-token': 'a-guess' } })).toEqual([404, 404]);
    const seen = await read(mine.shipmentId, { as: owner });
    expect(seen).toMatchObject({ booking: null, weightGrams: null, problem: null, labelUrl: null });
    const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { shipments { id } } } }`;
    const of = [mine, guests].map(({ orderId: id }) => ({ __typename: 'Order', id }));
    const shipmentsFor = async (as: typeof owner) => (await shop.graphql(entities, { of }, { as })).body.data._entities;
    expect(await shipmentsFor(owner)).toEqual([{ shipments: [{ id: mine.shipmentId }] }, { shipments: [] }]);
    expect(await shipmentsFor(stranger)).toEqual([{ shipments: [] }, { shipments: [] }]);
  });

  it('are read in one statement each, by REST and by GraphQL, and all of them a page at a time', async () => {
    const { orderId, shipmentId } = await shop.neighbours.paidOrder();
    await shop.graphql(`query ($id: ID!) { shipment(id: $id) { ${SHIPMENT} } }`, { id: shipmentId });
    const one = await shop.graphql(`query ($id: ID!) { shipment(id: $id) { ${SHIPMENT} } }`, { id: shipmentId });
    expect([one.body.data.shipment.status, one.statements]).toEqual(['PENDING', 1]);
    const all = await shop.graphql(`query ($id: ID!) { orderShipments(orderId: $id) { ${SHIPMENT} } }`, {
      id: orderId,
    });
    expect([all.body.data.orderShipments.length, all.statements]).toEqual([1, 1]);
    const page = await shop.send({ path: '/api/v1/shipments?limit=2' });
    expect([page.body.items.length, page.statements]).toEqual([2, 1]);
    const next = await shop.send({ path: `/api/v1/shipments?limit=2&cursor=${page.body.nextCursor}` });
    expect(next.body.items[0].id < page.body.items[1].id).toBe(true);
    const list = `query ($first: Int) { shipmentList(first: $first, status: PENDING) { edges { node { ${SHIPMENT} } } } }`;
    expect((await shop.graphql(list, { first: 3 })).statements).toBe(1);
  });
});
