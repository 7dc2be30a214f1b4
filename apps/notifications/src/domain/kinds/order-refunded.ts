import { notificationKind } from '../kind.ts';

/** An order can be refunded in several parts: each is told. */
export const orderRefunded = notificationKind({
  name: 'order-refunded',
  type: 'PAYMENT',
  hears: 'order.refunded.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'A refund for your order {{orderNumber}}',
      text: '{{amount}} is on its way back to where it came from. That can take some days.',
    },
    RU: {
      title: 'Возврат по заказу {{orderNumber}}',
      text: '{{amount}} вернутся туда, откуда была оплата. Это может занять несколько дней.',
    },
  },
  sample: {
    orderId: '0190a5d8-0000-7000-8000-000000000001',
    orderNumber: '100001',
    amount: { amount: '4990', currency: 'EUR' },
  },
  concerns: ({ id, data: { orderId, orderNumber, customerId, amount } }) => ({
    audience: { of: 'buyer', orderId, customerId },
    fact: id,
    particulars: { orderId, orderNumber, amount },
  }),
});
