import { notificationKind } from '../kind.ts';

export const returnRejected = notificationKind({
  name: 'return-rejected',
  type: 'SHIPMENT',
  hears: 'return.rejected.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'Your return of order {{orderNumber}} was turned down',
      text: 'The shop did not agree to your return. Its reason stands with the order.',
    },
    RU: {
      title: 'Возврат по заказу {{orderNumber}} отклонён',
      text: 'Магазин не согласился на возврат. Причина указана в заказе.',
    },
  },
  sample: { orderId: '0190a5d8-0000-7000-8000-000000000001', orderNumber: '100001' },
  concerns: ({ data: { orderId, orderNumber, customerId, returnId } }) => ({
    audience: { of: 'buyer', orderId, customerId },
    fact: returnId,
    particulars: { orderId, orderNumber },
  }),
});
