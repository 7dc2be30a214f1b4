import { notificationKind } from '../kind.ts';
import { dayOf } from './day-of.ts';

/**
 * Said in per cent, because nobody knows in which currency the reader would buy. The first drop of a day is told: one edit
 * may be many events.
 */
export const priceDrop = notificationKind({
  name: 'price-drop',
  type: 'PRICE_DROP',
  hears: 'product.repriced.v1',
  path: '/products/{{slug}}',
  wording: {
    EN: { title: '{{product}}: {{percent}}% less', text: 'One of your favourites, {{product}}, has become cheaper.' },
    RU: { title: '{{product}}: на {{percent}}% дешевле', text: 'Товар из вашего избранного подешевел: {{product}}.' },
  },
  sample: { product: { en: 'Kettle', ru: 'Чайник' }, slug: 'kettle', percent: '15' },
  concerns: ({ time, data: { productId, prices } }) => {
    const drops = prices.map(({ variantId, before, after }) => ({ variantId, percent: dropOf(before, after) }));
    const largest = drops.reduce((most, drop) => (drop.percent > most.percent ? drop : most));
    if (largest.percent < 1) return undefined;
    return {
      audience: { of: 'favourites', productId, variantId: largest.variantId },
      fact: `${productId} ${dayOf(time)}`,
      particulars: { percent: String(largest.percent) },
    };
  },
});

/** In whole per cent, rounded down; 0 or less for what has not become cheaper. */
function dropOf(before: { amount: string }, after: { amount: string }): number {
  const [old, current] = [BigInt(before.amount), BigInt(after.amount)];
  return old > 0n ? Number(((old - current) * 100n) / old) : 0;
}
