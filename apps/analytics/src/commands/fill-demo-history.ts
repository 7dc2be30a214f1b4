import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CurrencyCode, MessageData } from '@tovar/contracts';
import { type DemoDay, type DemoOrder, type DemoReview, type DemoSize, demoShop } from '@tovar/demo';
import { ImportOpeningFacts, type OpeningFact } from './import-opening-facts.ts';

const MINUTE_MS = 60_000;

export interface FillDemoHistoryInput {
  readonly seed: number;
  readonly size: DemoSize;
  /** Called as it goes along, at last with `done` equal to `total`. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The 18 months of trade that the demo shop has behind it: no other service has heard of them, and nobody is told. */
@Injectable()
export class FillDemoHistory {
  constructor(private readonly imports: ImportOpeningFacts) {}

  /** Does nothing when there is a history already, and says so: `isFilled` is false then. */
  execute(input: FillDemoHistoryInput): Promise<{ isFilled: boolean }> {
    return this.imports.execute(factsOf(input));
  }
}

function* factsOf({ seed, size, onProgress }: FillDemoHistoryInput): Generator<OpeningFact> {
  const shop = demoShop({ seed, size });
  let done = 0;
  for (const day of shop.days()) {
    yield* factsOfDay(day);
    onProgress?.((done += 1), 2 * shop.dayCount);
  }
  done = 0;
  for (const reviews of shop.reviews()) {
    yield* reviews.map(written);
    onProgress?.((done += 1) + shop.productCount, 2 * shop.productCount);
  }
}

function* factsOfDay({ day, orders, abandonedCartIds, views, searches }: DemoDay): Generator<OpeningFact> {
  const at = new Date(day.getTime() + 12 * 60 * MINUTE_MS).toISOString();
  for (const cartId of abandonedCartIds) yield cartBegun(cartId, at);
  for (const order of orders) yield* factsOfOrder(order);
  // Fewer than a message may hold: only so much is looked at in a day.
  const data = {
    at,
    products: views.slice(0, 1_000).map((view) => ({ ...view })),
    searches: searches.map((each) => ({ ...each })),
  };
  yield { id: idOf('shown', at), type: 'activity.shown.v1', subject: 'demo', time: at, data };
}

function* factsOfOrder(order: DemoOrder): Generator<OpeningFact> {
  const { id: orderId, cartId, customerId, placedAt, outcome } = order;
  const later = (minutes: number): string => new Date(placedAt.getTime() + minutes * MINUTE_MS).toISOString();
  const named = { orderId, orderNumber: `D${orderId.slice(-12)}`, customerId };
  const total = moneyOf(order, sumOf(order));
  const fact = (type: string, time: string, data: object): OpeningFact =>
    ({ id: idOf(type, orderId), type, subject: orderId, time, data }) as OpeningFact;
  yield cartBegun(cartId, later(-9));
  yield fact('order.placed.v1', later(0), { ...named, cartId, total, lines: linesOf(order) });
  yield fact('order.payment-started.v1', later(1), { orderId, paymentId: orderId, lines: [] });
  if (outcome === 'EXPIRED') return void (yield fact('order.cancelled.v1', later(30), { ...named, reason: 'expired' }));
  yield fact('order.paid.v1', later(3), { ...named, total, lines: [] });
  if (outcome === 'REFUNDED') yield fact('order.refunded.v1', later(6 * 24 * 60), { ...named, amount: total });
}

function cartBegun(cartId: string, at: string): OpeningFact {
  return { id: idOf('cart', cartId), type: 'cart.created.v1', subject: cartId, time: at, data: { cartId, at } };
}

function written({ id: reviewId, productId, authorId, rating, isWaiting, createdAt }: DemoReview): OpeningFact {
  const published = { isPublished: !isWaiting, wasPublished: false };
  const data = { reviewId, productId, authorId, change: 'WRITTEN' as const, rating, ...published };
  return {
    id: idOf('review', reviewId),
    type: 'review.changed.v1',
    subject: reviewId,
    time: createdAt.toISOString(),
    data,
  };
}

function linesOf(order: DemoOrder): MessageData<'order.placed.v1'>['lines'] {
  return order.lines.map(({ productId, variantId, categoryIds, quantity, totalMinor }) => {
    return { productId, variantId, categoryIds: [...categoryIds], quantity, total: moneyOf(order, totalMinor) };
  });
}

function moneyOf({ currency }: DemoOrder, amount: bigint): { amount: string; currency: CurrencyCode } {
  return { amount: amount.toString(), currency };
}

function sumOf({ lines }: DemoOrder): bigint {
  return lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);
}

/** The same for the same fact, in the shape of a UUID. */
function idOf(kind: string, of: string): string {
  const hex = createHash('sha256').update(`${kind} ${of}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
