import type { ShopMessage } from '@tovar/contracts';
import { asWebhook } from './webhook-events.ts';

const CUSTOMER = '0190a5d8-0000-7000-8000-00000000000c';
const CART = '0190a5d8-0000-7000-8000-00000000000d';

describe('what other systems hear', () => {
  it('[PRIV-01] is what happened, and nothing of who did it', () => {
    const orderId = '0190a5d8-0000-7000-8000-000000000001';
    const data = {
      orderId,
      orderNumber: '100001',
      cartId: CART,
      customerId: CUSTOMER,
      total: { amount: '1', currency: 'EUR' },
    };
    const time = '2026-11-21T00:00:00.000Z';
    const message = { type: 'order.placed.v1', id: orderId, subject: orderId, source: 'orders', time, sequence: '1' };
    const placed = { ...message, data: { ...data, lines: [] } } as ShopMessage;
    const webhook = asWebhook(placed);
    expect(JSON.parse(webhook?.body ?? '')).toEqual({
      type: 'order.placed',
      timestamp: time,
      data: { orderId, orderNumber: '100001', total: data.total, lines: [] },
    });
    expect(webhook?.body).not.toContain(CUSTOMER);
  });

  it('is nothing of what is nobody else’s business', () => {
    const session = { type: 'session.started.v1', data: { sessionId: CART, userId: CUSTOMER } };
    expect(asWebhook(session as ShopMessage)).toBeUndefined();
  });
});
