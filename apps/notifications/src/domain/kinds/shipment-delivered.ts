import { notificationKind } from '../kind.ts';

export const shipmentDelivered = notificationKind({
  name: 'shipment-delivered',
  type: 'SHIPMENT',
  hears: 'shipment.delivered.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'A parcel of your order {{orderNumber}} has arrived',
      text: 'The carrier says that your parcel has been delivered.',
    },
    RU: { title: 'Посылка по заказу {{orderNumber}} доставлена', text: 'Служба доставки сообщает, что посылка у вас.' },
  },
  sample: { orderId: '0190a5d8-0000-7000-8000-000000000001', orderNumber: '100001' },
  concerns: ({ data: { orderId, orderNumber, customerId, shipmentId } }) => ({
    audience: { of: 'buyer', orderId, customerId },
    fact: shipmentId,
    particulars: { orderId, orderNumber },
  }),
});
