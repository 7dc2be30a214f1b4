import type { MessageData } from '@tovar/contracts';
import { notificationKind } from '../kind.ts';

type Reason = MessageData<'order.cancelled.v1'>['reason'];

const BECAUSE: Readonly<Partial<Record<Reason, { en: string; ru: string }>>> = {
  'out-of-stock': { en: 'Something in it was sold out.', ru: 'Что-то из него закончилось.' },
  'promotion-rejected': { en: 'A promotion in it has ended.', ru: 'Одна из акций закончилась.' },
  expired: { en: 'It was not paid in time.', ru: 'Он не был оплачен вовремя.' },
  'cancelled-by-customer': { en: 'You have cancelled it.', ru: 'Вы его отменили.' },
  'cancelled-by-staff': { en: 'The shop has cancelled it.', ru: 'Магазин его отменил.' },
};

/** Every end but that of a payment that did not succeed, which is a kind of its own. */
export const orderCancelled = notificationKind({
  name: 'order-cancelled',
  type: 'ORDER',
  hears: 'order.cancelled.v1',
  path: '/orders/{{orderId}}',
  wording: {
    EN: {
      title: 'Your order {{orderNumber}} is cancelled',
      text: '{{because}} Whatever was paid for it goes back to you.',
    },
    RU: {
      title: 'Заказ {{orderNumber}} отменён',
      text: '{{because}} Всё, что за него оплачено, мы вернём.',
    },
  },
  sample: {
    orderId: '0190a5d8-0000-7000-8000-000000000001',
    orderNumber: '100001',
    because: { en: 'It was not paid in time.', ru: 'Он не был оплачен вовремя.' },
  },
  concerns: ({ data: { orderId, orderNumber, customerId, reason } }) => {
    const because = BECAUSE[reason];
    if (!because) return undefined;
    const particulars = { orderId, orderNumber, because };
    return { audience: { of: 'buyer', orderId, customerId }, fact: orderId, particulars };
  },
});
