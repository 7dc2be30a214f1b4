import { notificationKind } from '../kind.ts';
import { dayOf } from './day-of.ts';

/** Once a day: where little is left, stock comes and goes with every cart. */
export const backInStock = notificationKind({
  name: 'back-in-stock',
  type: 'BACK_IN_STOCK',
  hears: 'product.availability-changed.v1',
  path: '/products/{{slug}}',
  wording: {
    EN: { title: '{{product}} is in stock again', text: 'One of your favourites, {{product}}, can be ordered again.' },
    RU: {
      title: '{{product}}: снова в наличии',
      text: 'Товар из вашего избранного снова можно заказать: {{product}}.',
    },
  },
  sample: { product: { en: 'Kettle', ru: 'Чайник' }, slug: 'kettle' },
  concerns: ({ time, data: { productId, variantId, isInStock } }) =>
    isInStock
      ? { audience: { of: 'favourites', productId, variantId }, fact: `${productId} ${dayOf(time)}`, particulars: {} }
      : undefined,
});
