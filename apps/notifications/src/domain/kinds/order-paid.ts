import { notificationKind } from '../kind.ts';

export const orderPaid = notificationKind({
  name: 'order-paid',
  type: 'ORDER',
  hears: 'order.paid.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'Your order {{orderNumber}} is paid',
      text: 'We have received {{total}} and are getting your order {{orderNumber}} ready.',
    },
    RU: {
      title: 'Заказ {{orderNumber}} оплачен',
      text: 'Мы получили {{total}} и уже собираем ваш заказ {{orderNumber}}.',
    },
  },
  sample: {
    orderId: '0190a5d8-0000-7000-8000-000000000001',
    orderNumber: '100001',
    total: { amount: '12990', currency: 'EUR' },
  },
  concerns: ({ data: { orderId, orderNumber, customerId, total } }) => ({
    audience: { of: 'buyer', orderId, customerId },
    fact: orderId,
    particulars: { orderId, orderNumber, total },
  }),
});
