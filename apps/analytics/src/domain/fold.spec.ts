import fc from 'fast-check';
import { fold } from './fold.ts';
import type { HeardMessage } from './heard.ts';
import type { OrderFact } from './order-fact.ts';
import type { Known } from './projections.ts';
import type { Counter, TallyRow } from './tally.ts';

const NOTHING: Known = { orders: new Map(), reviews: new Map(), fresh: new Set() };
const [PRODUCT, VARIANT, OTHER, CUSTOMER] = ['p', 'v', 'w', 'c'];

const envelope = (id: string, hour = 10) => ({
  id,
  subject: 'o',
  sequence: id.replaceAll(/\D/g, '') || '0',
  time: `2126-05-01T${hour}:07:00.000Z`,
});
const order = { orderId: 'o', orderNumber: '1', customerId: CUSTOMER };
const money = (amount: string) => ({ amount, currency: 'EUR' }) as const;

const placed: HeardMessage = {
  ...envelope('1'),
  type: 'order.placed.v1',
  data: {
    ...order,
    cartId: 'k',
    total: money('3500'),
    lines: [
      { productId: PRODUCT, variantId: VARIANT, categoryIds: ['shoes'], quantity: 2, total: money('2000') },
      { productId: PRODUCT, variantId: OTHER, quantity: 1, total: money('1000') },
    ],
  },
};
const started: HeardMessage = {
  ...envelope('2'),
  type: 'order.payment-started.v1',
  data: { orderId: 'o', paymentId: 'x', lines: [] },
};
const paid: HeardMessage = {
  ...envelope('3', 11),
  type: 'order.paid.v1',
  data: { ...order, lines: [], total: money('3500') },
};
const refunded: HeardMessage = {
  ...envelope('4', 12),
  type: 'order.refunded.v1',
  data: { ...order, amount: money('500') },
};
const cancelled: HeardMessage = {
  ...envelope('5', 12),
  type: 'order.cancelled.v1',
  data: { ...order, reason: 'cancelled-by-staff' },
};
const written: HeardMessage = {
  ...envelope('6'),
  type: 'review.changed.v1',
  data: {
    reviewId: 'r',
    productId: PRODUCT,
    authorId: CUSTOMER,
    change: 'WRITTEN',
    rating: 5,
    isPublished: false,
    wasPublished: false,
  },
};
const deleted: HeardMessage = { ...written, ...envelope('7'), data: { ...written.data, change: 'DELETED' } };
const ALL = [placed, started, paid, refunded, cancelled, written, deleted];

/** What is known once the messages have been folded in batches, and what all of it adds up to. */
function folded(batches: readonly (readonly HeardMessage[])[], fresh: readonly string[] = []) {
  let orders: ReadonlyMap<string, OrderFact> = new Map();
  let reviews: Known['reviews'] = new Map();
  const sums: Record<string, bigint> = {};
  const users = { placed: 0, paid: 0, reviews: 0 };
  for (const messages of batches) {
    const changes = fold(messages, { orders, reviews, fresh: new Set(fresh) });
    const changed = [...changes.firstOrders, ...changes.orders];
    orders = new Map([...orders, ...changed.map((fact) => [fact.orderId, fact] as const)]);
    reviews = new Map([...reviews, ...changes.reviews.map((fact) => [fact.reviewId, fact] as const)]);
    for (const row of changes.tallies) addTo(sums, row);
    for (const user of changes.users) {
      users.placed += user.placed;
      users.paid += user.paid;
      users.reviews += user.reviews;
    }
  }
  return { orders, reviews, sums, users };
}

function addTo(sums: Record<string, bigint>, { kind, subject, currency, quarter, ...counts }: TallyRow): void {
  for (const [counter, count] of Object.entries(counts) as [Counter, bigint][]) {
    if (count === 0n) continue;
    const key = `${kind} ${kind === 'SHOP' ? '' : subject} ${currency} ${quarter % 96} ${counter}`;
    sums[key] = (sums[key] ?? 0n) + count;
  }
}

describe('messages that are folded', () => {
  it('count an order where it belongs, each step in its quarter of an hour', () => {
    const { sums, users } = folded([[placed, started, paid, refunded]]);
    expect(sums).toEqual({
      'SHOP  EUR 40 placed': 1n,
      'SHOP   40 checkouts': 1n,
      'SHOP  EUR 44 paid': 1n,
      'SHOP  EUR 44 units': 3n,
      'SHOP  EUR 44 revenueMinor': 3_500n,
      'PRODUCT p EUR 44 paid': 1n,
      'PRODUCT p EUR 44 units': 3n,
      'PRODUCT p EUR 44 revenueMinor': 3_000n,
      'VARIANT v  44 units': 2n,
      'VARIANT w  44 units': 1n,
      'SHOP  EUR 48 refundedMinor': 500n,
    });
    expect(users).toEqual({ placed: 1, paid: 1, reviews: 0 });
  });

  it('make the same of it twice, in any batches and whichever order is paid before it is placed', () => {
    const once = folded([ALL]);
    const orderOf = fc.shuffledSubarray([placed, started, paid, refunded, cancelled], { minLength: 5 });
    const cut = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(orderOf, fc.subarray(ALL), cut, (shuffled, repeated, sizes) => {
        const messages = [...shuffled, written, deleted, ...repeated];
        const batches: HeardMessage[][] = [];
        for (let at = 0, turn = 0; at < messages.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          batches.push(messages.slice(at, at + size));
          at += size;
        }
        expect(folded(batches)).toEqual(once);
      }),
    );
  });

  it('take a review that was deleted for none, also when it is told late that it was written', () => {
    expect(folded([[written], [deleted], [written]]).users.reviews).toBe(0);
    expect(folded([[deleted, written]]).users.reviews).toBe(0);
  });

  it('count a cart and a batch of pages once', () => {
    const cart: HeardMessage = { ...envelope('8'), type: 'cart.created.v1', data: { cartId: 'k', at: placed.time } };
    const shown: HeardMessage = {
      ...envelope('9'),
      type: 'activity.shown.v1',
      data: {
        at: placed.time,
        products: [{ productId: PRODUCT, count: 3 }],
        searches: [{ words: 'kettle', count: 2, isInVain: true }],
      },
    };
    const { tallies, searches, products } = fold([cart, shown, cart, shown], {
      ...NOTHING,
      fresh: new Set(['k', '9']),
    });
    const shop = tallies.find(({ kind }) => kind === 'SHOP');
    expect(shop).toMatchObject({ carts: 1n, views: 3n, searches: 2n });
    expect(searches).toEqual([{ day: '2126-05-01', words: 'kettle', searches: 2, inVain: 2 }]);
    expect(products).toEqual([{ productId: PRODUCT, views: 3, orders: 0, units: 0 }]);
    expect(fold([cart, shown], NOTHING).tallies).toEqual([]);
  });

  it('keep the newest categories and the newest rating', () => {
    const rated = (id: string, count: number): HeardMessage => {
      const data = { productId: PRODUCT, count, averageHundredths: 400, counts: [0, 0, 0, count, 0] };
      return { ...envelope(id), type: 'product.rated.v1', data };
    };
    const { categories, ratings } = fold([placed, rated('12', 2), rated('11', 1)], NOTHING);
    expect(categories).toEqual([{ productId: PRODUCT, categoryIds: ['shoes'], knownAt: placed.time }]);
    expect(ratings).toEqual([{ productId: PRODUCT, reviews: 2, ratingHundredths: 400, ratedAt: '12' }]);
  });
});
