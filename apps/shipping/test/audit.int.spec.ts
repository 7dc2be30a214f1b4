import { Auditor, SqlDatabase } from '@tovar/platform';
import type { TestResponse } from '@tovar/testing';
import { ShippingShop } from './shipping-shop.ts';

describe('the auditors of shipping', () => {
  let shop: ShippingShop;

  beforeAll(async () => {
    shop = await ShippingShop.start();
  });
  afterAll(() => shop.stop());

  const found = async (invariant: string) => {
    const auditor = shop.shop.running.app('shipping').get(Auditor);
    const reports = await auditor.round({ scope: 'everything', isQuiet: true });
    return reports.find(({ id }) => id === invariant)?.violations.map(({ subject, problem }) => ({ subject, problem }));
  };
  const spoil = (text: string, values: readonly unknown[]) =>
    shop.shop.running.app('shipping').get(SqlDatabase).query(text, values);
  const post = (path: string, body: object, version?: number): Promise<TestResponse> =>
    shop.send({ method: 'POST', path, body, headers: version ? { 'if-match': `"${version}"` } : {} });
  /** An order of two kettles and a pot for 35.99 EUR that has been sent, one of whose kettles came back. */
  const returned = async () => {
    const order = await shop.neighbours.paidOrder();
    shop.neighbours.paid.set(order.orderId, 3_599n);
    const { version } = (await shop.send({ path: `/api/v1/shipments/${order.shipmentId}` })).body;
    await post(`/api/v1/shipments/${order.shipmentId}/ship`, {}, version);
    const kettle = { variantId: order.lines[0]?.variantId, quantity: 1 };
    const wish = { orderId: order.orderId, lines: [kettle], reason: 'Too loud.' };
    const as = { userId: order.customerId ?? '', scopes: ['orders:read:own'] };
    const asked = await shop.send({ method: 'POST', path: '/api/v1/returns', body: wish, as });
    const returnId: string = asked.body.id;
    const approved = await post(`/api/v1/returns/${returnId}/approve`, {}, asked.body.version);
    const lines = [{ variantId: kettle.variantId, restocked: 1, damaged: 0 }];
    await post(`/api/v1/returns/${returnId}/receive`, { lines }, approved.body.version);
    const { refundId, amount } = await shop.neighbours.hears(order.orderId, 'payment.return-refund-requested.v1');
    const about = { orderId: order.orderId, returnId, refundId, amount };
    await shop.neighbours.tell('payments', 'payment.return-refunded.v1', about);
    await shop.untilReturn(returnId, { status: 'REFUNDED' });
    return { ...order, returnId };
  };

  it('find nothing in an order that was paid, sent, and came back in part', async () => {
    await returned();
    expect(await found('INV-RETURN-1')).toEqual([]);
    expect(await found('INV-SHIP-1')).toEqual([]);
  });

  it('[INV-SHIP-1] tell of goods that left without being paid, in full or at all', async () => {
    const { orderId } = await returned();
    shop.neighbours.paid.set(orderId, 3_598n);
    expect(await found('INV-SHIP-1')).toEqual([{ subject: orderId, problem: 'has left for 3599, and 3598 was paid' }]);
    shop.neighbours.paid.delete(orderId);
    expect(await found('INV-SHIP-1')).toEqual([{ subject: orderId, problem: 'has left for 3599, and 0 was paid' }]);
    shop.neighbours.paid.set(orderId, 3_599n);
  });

  it('[INV-RETURN-1] tell of more money back than the goods have cost', async () => {
    const { orderId, returnId } = await returned();
    const { body } = await shop.send({ path: `/api/v1/returns/${returnId}` });
    await spoil('UPDATE return_request SET refund_minor = 3600 WHERE id = $1', [returnId]);
    expect(await found('INV-RETURN-1')).toEqual([{ subject: orderId, problem: 'gives back 3600 of 3599' }]);
    expect(await found('INV-SHIP-1')).toEqual([{ subject: orderId, problem: 'gives back 3600, and 3599 was paid' }]);
    await spoil('UPDATE return_request SET refund_minor = $2 WHERE id = $1', [returnId, body.refund.amount]);
  });

  it('[INV-RETURN-1] tell of more pieces back than were sent, and more sent than were bought', async () => {
    const { orderId, returnId, shipmentId } = await returned();
    await spoil('UPDATE return_line SET quantity = 3, restocked = 3 WHERE return_id = $1', [returnId]);
    const problems = (await found('INV-RETURN-1'))?.map(({ problem }) => problem);
    expect(problems).toEqual([
      'of 2 bought 2 are in parcels, 2 have left, 3 come back',
      'counts 2, 2, 1, and there are 2, 2, 3',
    ]);
    await spoil('UPDATE return_line SET quantity = 1, restocked = 1 WHERE return_id = $1', [returnId]);
    await spoil('UPDATE shipment_line SET quantity = 5 WHERE shipment_id = $1 AND quantity = 2', [shipmentId]);
    expect(await found('INV-RETURN-1')).toContainEqual({
      subject: orderId,
      problem: 'of 2 bought 5 are in parcels, 5 have left, 1 come back',
    });
    await spoil('UPDATE shipment_line SET quantity = 2 WHERE shipment_id = $1 AND quantity = 5', [shipmentId]);
  });
});
