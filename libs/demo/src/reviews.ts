import { floor, min } from './arithmetic.ts';
import type { DemoProduct } from './demo-product.ts';
import { uuidV7 } from './ids.ts';
import type { DemoCustomer } from './people.ts';
import type { Random } from './random.ts';
import { commentWords, reviewWords } from './text/review-words.ts';
import { BASE_DATE, DAY_MS } from './timeline.ts';

/** What a made-up customer says of a product. */
export interface DemoReview {
  readonly id: string;
  readonly productId: string;
  readonly authorId: string;
  readonly rating: Stars;
  readonly title: string;
  readonly text: string;
  /** The order in which the author bought it; null when they did not. */
  readonly orderId: string | null;
  /** True when no moderator has looked yet. */
  readonly isWaiting: boolean;
  readonly createdAt: Date;
  /** Ids of customers who found it helpful. */
  readonly likedBy: readonly string[];
  readonly comments: readonly DemoComment[];
}

export interface DemoComment {
  readonly id: string;
  readonly authorId: string;
  readonly text: string;
  readonly createdAt: Date;
}

type Stars = 1 | 2 | 3 | 4 | 5;

/** How many customers a shop of so many products has: a prime, so that steps of any length meet each of them once. */
export function customerCountFor(productCount: number): number {
  if (productCount < 500) return 101;
  return productCount < 20_000 ? 1_009 : 5_003;
}

/** Nobody writes of more than so many products, on average. */
const MOST_BY_ONE = 20;

/** How many of so many products anybody has said something of or could have: the customers of a large shop do not get to all. */
export function reviewedShare(productCount: number): number {
  const wanted = (productCount * COUNTS.reduce((sum, each) => sum + each, 0)) / COUNTS.length;
  return min(1, (customerCountFor(productCount) * MOST_BY_ONE) / wanted);
}

/** A few products have most of the reviews, a fifth of them none. */
const COUNTS = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11, 15, 22, 34, 55];
const LIKES = [0, 0, 0, 0, 0, 1, 1, 2, 3, 8];

/**
 * Of a hundred reviews so many with 5, 4, 3, 2 stars; the rest has one. The letter J lying down: most are delighted, some
 * furious, few in between; more so with good products than with poor ones.
 */
const SHARES = [
  [64, 18, 6, 3],
  [54, 20, 9, 5],
  [38, 18, 13, 10],
] as const;

/** What customers say of a product, the same every time. Nobody reviews what they could not have got yet. */
export function* demoReviews(
  product: Pick<DemoProduct, 'id' | 'createdAt'>,
  customers: readonly DemoCustomer[],
  random: Random,
): Generator<DemoReview> {
  const own = random.stream('review').stream(product.id);
  const shares = own.pick(SHARES);
  const count = min(own.pick(COUNTS), floor(customers.length / 2));
  for (const author of someOf(customers, count, own)) {
    const fromMs = laterOf(product.createdAt, author.registeredAt) + 3 * DAY_MS;
    if (fromMs >= BASE_DATE.getTime()) continue;
    yield reviewOf(
      product.id,
      author,
      { customers, shares, atMs: floor(own.between(fromMs, BASE_DATE.getTime())) },
      own,
    );
  }
}

interface Circumstances {
  readonly customers: readonly DemoCustomer[];
  readonly shares: readonly number[];
  readonly atMs: number;
}

function reviewOf(
  productId: string,
  { id: authorId, locale }: DemoCustomer,
  { customers, shares, atMs }: Circumstances,
  own: Random,
): DemoReview {
  const rating = drawStars(shares, own);
  const words = reviewWords[rating];
  const isWaiting = own.chance(0.02);
  const others = neighboursOf(authorId, customers);
  const likedBy = isWaiting ? [] : someOf(others, own.pick(LIKES), own).map(({ id }) => id);
  return {
    id: uuidV7(atMs, 0, own),
    productId,
    authorId,
    rating,
    title: own.pick(words.titles)[locale],
    text: `${own.pick(words.openings)[locale]} ${own.pick(words.endings)[locale]}`,
    orderId: own.chance(0.8) ? uuidV7(atMs - 3 * DAY_MS, 0, own) : null,
    isWaiting,
    createdAt: new Date(atMs),
    likedBy,
    comments: isWaiting || own.chance(0.9) ? [] : someOf(others, 1, own).map((by) => commentOf(by, atMs, own)),
  };
}

function commentOf({ id: authorId, locale }: DemoCustomer, reviewedAtMs: number, own: Random): DemoComment {
  const atMs = floor(own.between(reviewedAtMs, BASE_DATE.getTime()));
  return { id: uuidV7(atMs, 1, own), authorId, text: own.pick(commentWords)[locale], createdAt: new Date(atMs) };
}

function drawStars(shares: readonly number[], own: Random): Stars {
  let drawn = own.integer(1, 100);
  for (const [index, share] of shares.entries()) {
    if (drawn <= share) return (5 - index) as Stars;
    drawn -= share;
  }
  return 1;
}

/** So many different ones: equal steps around a circle whose length is a prime. */
function someOf<Item>(all: readonly Item[], count: number, own: Random): Item[] {
  const start = own.integer(0, all.length - 1);
  const step = own.integer(1, all.length - 1);
  const some: Item[] = [];
  for (let index = 0; index < count; index += 1) {
    const item = all[(start + index * step) % all.length];
    if (item !== undefined) some.push(item);
  }
  return some;
}

/** 53 customers besides the author. */
function neighboursOf(authorId: string, customers: readonly DemoCustomer[]): readonly DemoCustomer[] {
  return customers
    .slice(0, 54)
    .filter(({ id }) => id !== authorId)
    .slice(0, 53);
}

function laterOf(one: Date, other: Date): number {
  return one > other ? one.getTime() : other.getTime();
}
