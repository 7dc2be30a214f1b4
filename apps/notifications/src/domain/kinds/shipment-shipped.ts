import { notificationKind } from '../kind.ts';

export const shipmentShipped = notificationKind({
  name: 'shipment-shipped',
  type: 'SHIPMENT',
  hears: 'shipment.shipped.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'A parcel of your order {{orderNumber}} is on its way',
      text: 'We have handed a parcel of your order to the carrier.',
    },
    RU: {
      title: 'Посылка по заказу {{orderNumber}} в пути',
      text: 'Мы передали посылку с вашим заказом службе доставки.',
    },
  },
  sample: { orderId: '0190a5d8-0000-7000-8000-000000000001', orderNumber: '100001' },
  concerns: ({ data: { orderId, orderNumber, customerId, shipmentId } }) => ({
    audience: { of: 'buyer', orderId, customerId },
    fact: shipmentId,
    particulars: { orderId, orderNumber },
  }),
});
