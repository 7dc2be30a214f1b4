import { notificationKind } from '../kind.ts';

export const returnApproved = notificationKind({
  name: 'return-approved',
  type: 'SHIPMENT',
  hears: 'return.approved.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'You can send back what you returned of order {{orderNumber}}',
      text: 'The shop has agreed to your return. The money follows when the goods are here.',
    },
    RU: {
      title: 'Возврат по заказу {{orderNumber}} одобрен',
      text: 'Магазин согласился на возврат. Деньги вернутся, когда мы получим товар.',
    },
  },
  sample: { orderId: '0190a5d8-0000-7000-8000-000000000001', orderNumber: '100001' },
  concerns: ({ data: { orderId, orderNumber, customerId, returnId } }) => ({
    audience: { of: 'buyer', orderId, customerId },
    fact: returnId,
    particulars: { orderId, orderNumber },
  }),
});
