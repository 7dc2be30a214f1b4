import type { Changes, ProductCategories, ProductCounts, ProductRating, SearchCounts, UserCounts } from './changes.ts';
import type { HeardMessage, OrderMessage } from './heard.ts';
import { follow, type OrderFact, unknownOrder } from './order-fact.ts';
import type { Asked, Known } from './projections.ts';
import { followReview, type ReviewFact } from './review-fact.ts';
import { addUp, type Increment, NO_CURRENCY, ofShop } from './tally.ts';

/** What has to be known before the messages can be folded. */
export function askedBy(messages: readonly HeardMessage[]): Asked {
  const [orderIds, reviewIds, onceIds] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const message of messages) {
    if (isOfOrder(message)) orderIds.add(message.data.orderId);
    if (message.type === 'review.changed.v1') reviewIds.add(message.data.reviewId);
    if (message.type === 'activity.shown.v1') onceIds.add(message.id);
    if (message.type === 'cart.created.v1') onceIds.add(message.data.cartId);
  }
  return { orderIds: [...orderIds], reviewIds: [...reviewIds], onceIds: [...onceIds] };
}

/** Messages that were folded before change nothing: a batch may come twice, in parts, or late. */
export function fold(messages: readonly HeardMessage[], known: Known): Changes {
  const folding = new Folding(known);
  for (const message of messages) folding.hear(message);
  return folding.changes();
}

/** A batch on its way through: what has become of each thing so far, and what there is to add. */
class Folding {
  private readonly orders = new Map<string, OrderFact>();
  private readonly reviews = new Map<string, ReviewFact>();
  private readonly increments: Increment[] = [];
  private readonly products = new Map<string, ProductCounts>();
  private readonly ratings = new Map<string, ProductRating>();
  private readonly categories = new Map<string, ProductCategories>();
  private readonly users = new Map<string, UserCounts>();
  private readonly searches = new Map<string, SearchCounts>();
  private readonly fresh: Set<string>;

  constructor(private readonly known: Known) {
    this.fresh = new Set(known.fresh);
  }

  hear(message: HeardMessage): void {
    if (isOfOrder(message)) return this.hearOrder(message);
    if (message.type === 'review.changed.v1') return this.hearReview(message);
    if (message.type === 'product.rated.v1') return this.hearRating(message);
    if (message.type === 'activity.shown.v1') return this.hearShown(message);
    if (this.fresh.delete(message.data.cartId)) this.increments.push(ofShop(new Date(message.data.at), { carts: 1n }));
  }

  changes(): Changes {
    return {
      orders: [...this.orders.values()],
      reviews: [...this.reviews.values()],
      tallies: addUp(this.increments),
      products: [...this.products.values()],
      ratings: [...this.ratings.values()],
      categories: [...this.categories.values()],
      users: [...this.users.values()],
      searches: [...this.searches.values()],
    };
  }

  private hearOrder(message: OrderMessage): void {
    const { orderId } = message.data;
    const before = this.orders.get(orderId) ?? this.known.orders.get(orderId) ?? unknownOrder(orderId);
    const { fact, increments } = follow(before, message);
    if (fact === before) return;
    this.orders.set(orderId, fact);
    this.increments.push(...increments);
    for (const { kind, subject, counts } of increments) {
      if (kind !== 'PRODUCT') continue;
      const product = this.product(subject);
      product.orders += 1;
      product.units += Number(counts.units);
    }
    if (message.type === 'order.placed.v1') this.learnCategories(message);
    this.countOf(fact, before);
  }

  private countOf({ customerId, placedAt, paidAt }: OrderFact, before: OrderFact): void {
    if (customerId === null) return;
    if (placedAt !== before.placedAt) this.user(customerId).placed += 1;
    if (paidAt !== before.paidAt) this.user(customerId).paid += 1;
  }

  private learnCategories({ data, time: knownAt }: OrderMessage & { type: 'order.placed.v1' }): void {
    for (const { productId, categoryIds } of data.lines) {
      const known = this.categories.get(productId);
      if (!categoryIds || (known && known.knownAt >= knownAt)) continue;
      this.categories.set(productId, { productId, categoryIds: categoryIds.toSorted(), knownAt });
    }
  }

  private hearReview(message: HeardMessage & { type: 'review.changed.v1' }): void {
    const { reviewId } = message.data;
    const before = this.reviews.get(reviewId) ?? this.known.reviews.get(reviewId);
    const fact = followReview(before, message);
    if (!fact) return;
    this.reviews.set(reviewId, fact);
    this.user(fact.authorId).reviews += Number(fact.isThere) - Number(before?.isThere ?? false);
  }

  private hearRating({ data, sequence }: HeardMessage & { type: 'product.rated.v1' }): void {
    const { productId, count: reviews, averageHundredths: ratingHundredths } = data;
    const known = this.ratings.get(productId);
    if (known && BigInt(known.ratedAt) >= BigInt(sequence)) return;
    this.ratings.set(productId, { productId, reviews, ratingHundredths, ratedAt: sequence });
  }

  private hearShown({ id, data }: HeardMessage & { type: 'activity.shown.v1' }): void {
    if (!this.fresh.delete(id)) return;
    const at = new Date(data.at);
    for (const { productId, count } of data.products) {
      const counts = { views: BigInt(count) };
      this.increments.push(
        { kind: 'PRODUCT', subject: productId, currency: NO_CURRENCY, at, counts },
        ofShop(at, counts),
      );
      this.product(productId).views += count;
    }
    for (const { words, count, isInVain } of data.searches) {
      this.increments.push(ofShop(at, { searches: BigInt(count) }));
      const search = this.search(data.at.slice(0, 10), words);
      search.searches += count;
      if (isInVain) search.inVain += count;
    }
  }

  private product(productId: string): ProductCounts {
    return getOr(this.products, productId, () => ({ productId, views: 0, orders: 0, units: 0 }));
  }

  private user(userId: string): UserCounts {
    return getOr(this.users, userId, () => ({ userId, placed: 0, paid: 0, reviews: 0 }));
  }

  private search(day: string, words: string): SearchCounts {
    return getOr(this.searches, `${day} ${words}`, () => ({ day, words, searches: 0, inVain: 0 }));
  }
}

function isOfOrder(message: HeardMessage): message is OrderMessage {
  return message.type.startsWith('order.');
}

function getOr<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
