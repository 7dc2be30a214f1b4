import type { Changes, ProductCategories, ProductCounts, ProductRating, SearchCounts, UserCounts } from './changes.ts';
import type { HeardMessage, OrderMessage } from './heard.ts';
import { follow, type OrderFact, unknownOrder } from './order-fact.ts';
import type { Asked, Known } from './projections.ts';
import { followReview, type ReviewFact } from './review-fact.ts';
import { type Increment, NO_CURRENCY, ofShop, Tallies } from './tally.ts';

/** Messages that were folded before change nothing: a batch may come twice, in parts, or late. */
export function fold(messages: readonly HeardMessage[], known: Known): Changes {
  const folding = new Folding();
  folding.learn(known);
  for (const message of messages) folding.hear(message);
  return folding.changes();
}

/** Messages on their way through: what has become of each thing so far, and what there is to add. */
export class Folding {
  private readonly knownOrders = new Map<string, OrderFact>();
  private readonly knownReviews = new Map<string, ReviewFact>();
  private readonly fresh = new Set<string>();
  private readonly orders = new Map<string, OrderFact>();
  private readonly reviews = new Map<string, ReviewFact>();
  private readonly tallies = new Tallies();
  private readonly products = new Map<string, ProductCounts>();
  private readonly ratings = new Map<string, ProductRating>();
  private readonly categories = new Map<string, ProductCategories>();
  private readonly users = new Map<string, UserCounts>();
  private readonly searches = new Map<string, SearchCounts>();

  /** What has to be learnt besides before the messages can be heard. */
  asks(messages: readonly HeardMessage[]): Asked {
    const [orderIds, reviewIds, onceIds] = [new Set<string>(), new Set<string>(), new Set<string>()];
    for (const message of messages) {
      if (isOfOrder(message) && !this.order(message.data.orderId)) orderIds.add(message.data.orderId);
      if (message.type === 'review.changed.v1' && !this.review(message.data.reviewId))
        reviewIds.add(message.data.reviewId);
      if (message.type === 'activity.shown.v1') onceIds.add(message.id);
      if (message.type === 'cart.created.v1') onceIds.add(message.data.cartId);
    }
    return { orderIds: [...orderIds], reviewIds: [...reviewIds], onceIds: [...onceIds] };
  }

  learn({ orders, reviews, fresh }: Known): void {
    for (const [id, order] of orders) this.knownOrders.set(id, order);
    for (const [id, review] of reviews) this.knownReviews.set(id, review);
    for (const id of fresh) this.fresh.add(id);
  }

  hear(message: HeardMessage): void {
    if (isOfOrder(message)) return this.hearOrder(message);
    if (message.type === 'review.changed.v1') return this.hearReview(message);
    if (message.type === 'product.rated.v1') return this.hearRating(message);
    if (message.type === 'activity.shown.v1') return this.hearShown(message);
    if (this.fresh.delete(message.data.cartId)) this.tallies.add(ofShop(new Date(message.data.at), { carts: 1n }));
  }

  changes(): Changes {
    const [firstOrders, orders] = [[] as OrderFact[], [] as OrderFact[]];
    for (const order of this.orders.values()) (this.knownOrders.has(order.orderId) ? orders : firstOrders).push(order);
    return {
      firstOrders,
      orders,
      reviews: [...this.reviews.values()],
      tallies: this.tallies.rows(),
      products: [...this.products.values()],
      ratings: [...this.ratings.values()],
      categories: [...this.categories.values()],
      users: [...this.users.values()],
      searches: [...this.searches.values()],
    };
  }

  private hearOrder(message: OrderMessage): void {
    const { orderId } = message.data;
    const before = this.order(orderId) ?? unknownOrder(orderId);
    const { fact, increments } = follow(before, message);
    if (fact === before) return;
    this.orders.set(orderId, fact);
    for (const increment of increments) this.count(increment);
    if (message.type === 'order.placed.v1') this.learnCategories(message);
    this.countOf(fact, before);
  }

  private count(increment: Increment): void {
    this.tallies.add(increment);
    if (increment.kind !== 'PRODUCT') return;
    const product = this.product(increment.subject);
    product.orders += 1;
    product.units += Number(increment.counts.units);
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
    const before = this.review(reviewId);
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
      this.tallies.add({ kind: 'PRODUCT', subject: productId, currency: NO_CURRENCY, at, counts });
      this.tallies.add(ofShop(at, counts));
      this.product(productId).views += count;
    }
    for (const { words, count, isInVain } of data.searches) {
      this.tallies.add(ofShop(at, { searches: BigInt(count) }));
      const search = this.search(data.at.slice(0, 10), words);
      search.searches += count;
      if (isInVain) search.inVain += count;
    }
  }

  private order(orderId: string): OrderFact | undefined {
    return this.orders.get(orderId) ?? this.knownOrders.get(orderId);
  }

  private review(reviewId: string): ReviewFact | undefined {
    return this.reviews.get(reviewId) ?? this.knownReviews.get(reviewId);
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
