import { notificationKind } from '../kind.ts';

export const paymentDeclined = notificationKind({
  name: 'payment-declined',
  type: 'PAYMENT',
  hears: 'order.cancelled.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'The payment of your order {{orderNumber}} did not succeed',
      text: 'Nothing was charged, and the order is cancelled. You can order again at any time.',
    },
    RU: {
      title: 'Оплата заказа {{orderNumber}} не прошла',
      text: 'Деньги не списаны, заказ отменён. Его можно оформить заново в любое время.',
    },
  },
  sample: { orderId: '0190a5d8-0000-7000-8000-000000000001', orderNumber: '100001' },
  concerns: ({ data: { orderId, orderNumber, customerId, reason } }) => {
    if (reason !== 'payment-declined' && reason !== 'payment-failed') return undefined;
    return { audience: { of: 'buyer', orderId, customerId }, fact: orderId, particulars: { orderId, orderNumber } };
  },
});
