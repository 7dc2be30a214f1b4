import { v7 as uuidv7 } from 'uuid';
import { waitFor } from '@tovar/testing';
import { CarrierSandboxClient, WEBHOOK_SECRET } from './carrier-sandbox.ts';
import { anOrder, type OrderWish } from './neighbours.ts';
import { ShippingShop } from './shipping-shop.ts';

const BY_CDEK = {
  methodId: uuidv7(),
  code: 'cdek-courier',
  name: { en: 'CDEK', ru: 'СДЭК' },
  carrier: 'cdek',
  estimate: { minDays: 2, maxDays: 5 },
};

describe('parcels by CDEK', () => {
  let sandbox: CarrierSandboxClient;
  let shop: ShippingShop;

  beforeAll(async () => {
    sandbox = await CarrierSandboxClient.start();
    shop = await ShippingShop.start({ ...sandbox.environment, SHIPPING_LOOK_SOON_MS: '50' }, true);
    sandbox.sandbox.notify(`${shop.shop.running.url('shipping')}/webhooks/carriers/cdek/${WEBHOOK_SECRET}`);
  });
  afterAll(async () => {
    await sandbox.close();
    await shop.stop();
  });
  afterEach(() => sandbox.disarm());

  const order = (wish: OrderWish = {}) => {
    const lines = anOrder().lines.map((line) => ({ ...line, total: { ...line.total, currency: 'RUB' as const } }));
    const orderNumber = `T-${uuidv7().slice(-12)}`;
    return shop.neighbours.paidOrder({ currency: 'RUB', method: BY_CDEK, lines, orderNumber, ...wish });
  };
  const pack = async (id: string) => {
    const { version } = (await shop.send({ path: `/api/v1/shipments/${id}` })).body;
    const headers = { 'if-match': `"${version}"` };
    return shop.send({ method: 'POST', path: `/api/v1/shipments/${id}/pack`, body: {}, headers });
  };
  const notify = (secret: string, body: object) =>
    shop.shop.request('shipping', { method: 'POST', path: `/webhooks/carriers/cdek/${secret}`, body });

  it('are in the books of CDEK, go their way as CDEK tells, and arrive', async () => {
    const { orderId, orderNumber, shipmentId } = await order();
    expect(await pack(shipmentId)).toMatchObject({ status: 200 });
    const { trackingNumber } = await shop.untilShipment(shipmentId, { booking: 'BOOKED', status: 'PENDING' });
    expect(trackingNumber).toMatch(/^\d{10}$/);
    await sandbox.move(`${orderNumber}-1`);
    await shop.untilShipment(shipmentId, { status: 'SHIPPED' });
    await sandbox.move(`${orderNumber}-1`, 'DELIVERED');
    await shop.untilShipment(shipmentId, { status: 'DELIVERED' });
    expect(await shop.neighbours.hears(orderId, 'shipment.delivered.v1')).toMatchObject({ shipmentId });
  });

  it('are booked once, although the answer is lost', async () => {
    const { orderNumber, shipmentId } = await order();
    await sandbox.arm('create', 'reset');
    await pack(shipmentId);
    await shop.untilShipment(shipmentId, { booking: 'BOOKED', problem: null });
    expect(await sandbox.parcels(`${orderNumber}-1`)).toHaveLength(1);
  });

  it('wait for a person when CDEK says no', async () => {
    const { shipmentId } = await order();
    await sandbox.arm('create', 'invalid');
    await pack(shipmentId);
    const refused = { booking: 'REFUSED', problem: 'The receiver location is not recognized' };
    await shop.untilShipment(shipmentId, refused);
    await pack(shipmentId);
    await shop.untilShipment(shipmentId, { booking: 'BOOKED', problem: null });
  });

  it('have the label that CDEK makes', async () => {
    const { shipmentId } = await order();
    await pack(shipmentId);
    await shop.untilShipment(shipmentId, { booking: 'BOOKED' });
    const path = `/api/v1/shipments/${shipmentId}/label`;
    const label = await waitFor('the label', async () => {
      const answer = await shop.send({ path });
      return answer.status === 200 ? answer : undefined;
    });
    expect(label.headers['content-type']).toContain('application/pdf');
  });

  it('are looked at once for a notification that comes twice', async () => {
    const { orderNumber, shipmentId } = await order();
    await pack(shipmentId);
    await shop.untilShipment(shipmentId, { booking: 'BOOKED' });
    await sandbox.arm('webhook', 'webhook-duplicate');
    await sandbox.move(`${orderNumber}-1`);
    const { tracking } = await shop.untilShipment(shipmentId, { status: 'SHIPPED' });
    const [parcel] = await sandbox.parcels(`${orderNumber}-1`);
    await waitFor(
      'both notifications',
      async () => (await sandbox.answers(parcel?.uuid ?? '')).length === 2 || undefined,
    );
    expect(await sandbox.answers(parcel?.uuid ?? '')).toEqual([200, 200]);
    // CDEK tells whole seconds: the label may look younger than what came of it.
    const kinds = tracking.map(({ kind }: { kind: string }) => kind);
    expect(kinds.toSorted()).toEqual(['IN_TRANSIT', 'LABEL_CREATED']);
  });

  it('are not where a notification says, but where CDEK says', async () => {
    const { orderNumber, shipmentId } = await order();
    await pack(shipmentId);
    await shop.untilShipment(shipmentId, { booking: 'BOOKED' });
    const [parcel] = await sandbox.parcels(`${orderNumber}-1`);
    const forged = { type: 'ORDER_STATUS', uuid: parcel?.uuid, attributes: { code: 'DELIVERED', number: orderNumber } };
    expect(await notify(WEBHOOK_SECRET, forged)).toMatchObject({ status: 200 });
    await sandbox.move(`${orderNumber}-1`);
    await shop.untilShipment(shipmentId, { status: 'SHIPPED', deliveredAt: null });
  });

  it('take no notification without the secret', async () => {
    const body = { type: 'ORDER_STATUS', uuid: uuidv7(), attributes: { code: 'DELIVERED' } };
    expect(await notify('guess', body)).toMatchObject({ status: 400, body: { code: 'NOTIFICATION_REJECTED' } });
    expect(await notify(WEBHOOK_SECRET, { type: 'ORDER_STATUS' })).toMatchObject({ status: 400 });
    expect(await notify(WEBHOOK_SECRET, body)).toMatchObject({ status: 200 });
  });

  it('are forgotten by CDEK when they are cancelled', async () => {
    const { orderNumber, shipmentId } = await order();
    await pack(shipmentId);
    const { version } = await shop.untilShipment(shipmentId, { booking: 'BOOKED' });
    const headers = { 'if-match': `"${version}"` };
    const body = { reason: 'Out of boxes.' };
    await shop.send({ method: 'POST', path: `/api/v1/shipments/${shipmentId}/cancel`, body, headers });
    await waitFor('CDEK to forget it', async () => {
      const [parcel] = await sandbox.parcels(`${orderNumber}-1`);
      expect(parcel).toMatchObject({ statuses: [{ code: 'REMOVED' }] });
      return true;
    });
  });
});
