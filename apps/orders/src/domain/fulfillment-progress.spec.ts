import { after, anOrder, anOrderOf, NOW, saga, sent } from '../../test/an-order.ts';
import { cancel, canCancel } from './cancellation.ts';
import { clearForShipping, type FulfillmentMessage, followFulfillment } from './fulfillment-progress.ts';
import { FULFILLMENT_STATUSES, type Order, RETURN_STATUSES, statusOf } from './order.ts';
import { OrderNotCancellable, OrderNotShippable } from './order.errors.ts';
import { evolve } from './order-events.ts';

const PAID = ['reserved', 'started', 'approved', 'captured', 'allocated', 'booked'] as const;

type Type = FulfillmentMessage['type'];
type Stand = FulfillmentMessage['data']['fulfillment'];

function told(order: Order, type: Type, stand: Partial<Stand> = {}): FulfillmentMessage {
  const { id: orderId, orderNumber, customerId } = order;
  const fulfillment = { revision: 5, fulfillmentStatus: 'SHIPPED', returnStatus: 'NONE', ...stand };
  const data = {
    orderId,
    orderNumber,
    customerId,
    shipmentId: orderId,
    returnId: orderId,
    lines: [],
    carrier: 'table',
    trackingNumber: 'T-1-1',
    reason: 'Lost.',
    at: NOW.toISOString(),
    fulfillment,
  };
  return { type, data } as unknown as FulfillmentMessage;
}

const cancelling = (order: Order) => cancel(saga, order, { reason: 'cancelled-by-customer' }, NOW);

describe('an order that is sent', () => {
  const paid = anOrderOf(sent, ...PAID);
  const cleared = after(paid, clearForShipping(paid));

  it('is confirmed when its stock is allocated, whether shipping has answered or not', () => {
    const [before, behind] = [anOrderOf(sent, ...PAID.slice(0, 4)), anOrderOf(sent, ...PAID.slice(0, 5))];
    expect([statusOf(before), behind.checkout.status, paid.checkout.status]).toEqual(['PAID', 'running', 'completed']);
  });

  it('may leave when it is paid and has its stock, and cannot be cancelled from then on', () => {
    expect(canCancel(saga, paid)).toBe(true);
    expect(clearForShipping(paid)).toEqual([{ type: 'ShippingCleared' }]);
    expect(clearForShipping(cleared)).toEqual([]);
    expect(canCancel(saga, cleared)).toBe(false);
    expect(() => cancelling(cleared)).toThrow(OrderNotCancellable);
  });

  it.each([
    ['not placed long enough to have stock', anOrderOf(sent)],
    ['not paid', anOrderOf(sent, ...PAID.slice(0, 3))],
    ['paid without stock', anOrderOf(sent, ...PAID.slice(0, 4))],
    ['cancelled', after(paid, cancelling(paid))],
    ['refunded', { ...paid, paymentStatus: 'REFUNDED' } as const],
  ])('[FLOW-01] may not leave while it is %s', (_, order) => {
    expect(() => clearForShipping(order)).toThrow(OrderNotShippable);
  });

  const onTheirWay = FULFILLMENT_STATUSES.filter((status) => status !== 'UNFULFILLED').flatMap((fulfillmentStatus) =>
    RETURN_STATUSES.map((returnStatus) => ({ fulfillmentStatus, returnStatus })),
  );
  it.each(onTheirWay)(
    '[FLOW-01] cannot be cancelled by anybody once it is $fulfillmentStatus and $returnStatus',
    (stand) => {
      const order = { ...paid, ...stand };
      expect(canCancel(saga, order)).toBe(false);
      for (const reason of ['cancelled-by-customer', 'cancelled-by-staff'] as const)
        expect(() => cancel(saga, order, { reason }, NOW)).toThrow(OrderNotCancellable);
    },
  );

  it('follows its parcels, and is delivered in the end', () => {
    const shipped = after(cleared, followFulfillment(cleared, told(cleared, 'shipment.shipped.v1')));
    expect([shipped.fulfillmentStatus, statusOf(shipped)]).toEqual(['SHIPPED', 'PAID']);
    const arrival = told(shipped, 'shipment.delivered.v1', { revision: 6, fulfillmentStatus: 'DELIVERED' });
    const delivered = after(shipped, followFulfillment(shipped, arrival));
    expect([delivered.fulfillmentStatus, statusOf(delivered)]).toEqual(['DELIVERED', 'DELIVERED']);
  });

  it('follows its returns', () => {
    const wish = told(cleared, 'return.requested.v1', { returnStatus: 'REQUESTED' });
    const events = followFulfillment(cleared, wish);
    expect(events).toMatchObject([{ type: 'ReturnMoved', reason: 'requested', returnStatus: 'REQUESTED' }]);
    expect(after(cleared, events).returnStatus).toBe('REQUESTED');
  });

  it('takes no notice of what is older than what it knows', () => {
    const shipped = after(cleared, followFulfillment(cleared, told(cleared, 'shipment.shipped.v1')));
    for (const revision of [4, 5]) {
      expect(followFulfillment(shipped, told(shipped, 'return.closed.v1', { revision }))).toEqual([]);
    }
  });

  it('calls a person when a parcel is lost', () => {
    const events = followFulfillment(cleared, told(cleared, 'shipment.failed.v1'));
    expect(events.reduce(evolve, cleared).attention).toBe('A parcel will not arrive.');
  });

  it('of which nothing is sent is confirmed without shipping', () => {
    expect(anOrder(...PAID.slice(0, 5)).checkout.status).toBe('completed');
  });
});
