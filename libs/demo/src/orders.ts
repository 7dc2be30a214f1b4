import { floor, min } from './arithmetic.ts';
import type { DemoCategory, DemoCurrency } from './demo-product.ts';
import { uuidV7 } from './ids.ts';
import type { Goods, Offer } from './offer.ts';
import type { DemoCustomer } from './people.ts';
import type { Random } from './random.ts';
import { BASE_DATE, DAY_MS, OPENED_AT } from './timeline.ts';

/** An order of the shop's first 18 months. */
export interface DemoOrder {
  readonly id: string;
  readonly cartId: string;
  /** Null for a guest's. */
  readonly customerId: string | null;
  readonly currency: DemoCurrency;
  readonly placedAt: Date;
  readonly outcome: 'PAID' | 'REFUNDED' | 'EXPIRED';
  readonly lines: readonly DemoOrderLine[];
}

export interface DemoOrderLine {
  readonly productId: string;
  readonly variantId: string;
  /** Every category above the product, the nearest first. */
  readonly categoryIds: readonly string[];
  readonly quantity: number;
  readonly totalMinor: bigint;
}

/** A day of the shop: what was ordered, in the order of time, and how often pages were looked at. */
export interface DemoDay {
  /** Its beginning, UTC. */
  readonly day: Date;
  readonly orders: readonly DemoOrder[];
  /** Carts that were begun and left. */
  readonly abandonedCartIds: readonly string[];
  readonly views: readonly { readonly productId: string; readonly count: number }[];
  readonly searches: readonly { readonly words: string; readonly count: number; readonly isInVain: boolean }[];
}

/** How many days the shop has been open. */
export const DAY_COUNT = floor((BASE_DATE.getTime() - OPENED_AT.getTime()) / DAY_MS);

/** How many orders there are for each product, and at most in all. */
const ORDERS_PER_PRODUCT = 3;
const MOST_ORDERS = 30_000;
const CURRENCIES: readonly DemoCurrency[] = ['EUR', 'EUR', 'EUR', 'RUB', 'RUB', 'USD', 'GBP'];
/** From Sunday: people shop in the evenings of their week's end. */
const OF_WEEKDAY = [1.25, 0.85, 0.85, 0.9, 0.95, 1.1, 1.3];
const VAIN = ['gift card', 'теслла', 'size 62', 'unicorn'];

/** The shop's days from its opening on, with weeks, seasons and growth; the same every time. */
export function* demoDays(
  all: readonly Offer[],
  categories: readonly DemoCategory[],
  customers: readonly DemoCustomer[],
  random: Random,
): Generator<DemoDay> {
  const above = new Map(categories.map((category) => [category.id, category]));
  const perDay = min(all.length * ORDERS_PER_PRODUCT, MOST_ORDERS) / DAY_COUNT;
  let [offered, known] = [0, 0];
  const people = customers.toSorted((one, other) => one.registeredAt.getTime() - other.registeredAt.getTime());
  for (let index = 0; index < DAY_COUNT; index += 1) {
    const startMs = OPENED_AT.getTime() + index * DAY_MS;
    while (offered < all.length && (all[offered]?.sinceMs ?? 0) <= startMs) offered += 1;
    while (known < people.length && (people[known]?.registeredAt.getTime() ?? 0) <= startMs) known += 1;
    if (offered === 0) continue;
    const own = random.stream('day').stream(String(index));
    const count = wholeOf(perDay * curveOf(index, startMs), own);
    const shelf = { all, offered, above };
    yield dayOf(startMs, count, { shelf, people: people.slice(0, known), own });
  }
}

interface Shelf {
  readonly all: readonly Offer[];
  /** So many of them are on sale already. */
  readonly offered: number;
  readonly above: ReadonlyMap<string, DemoCategory>;
}

interface DayParts {
  readonly shelf: Shelf;
  readonly people: readonly DemoCustomer[];
  readonly own: Random;
}

/** Growth from a half to one and a half, a dip in autumn that Christmas ends, and the week. */
function curveOf(index: number, startMs: number): number {
  const growth = 0.5 + index / DAY_COUNT;
  const ofYear = (index % 365) / 365;
  const season = 0.75 + (ofYear < 0.5 ? 1 - ofYear : ofYear) / 2;
  return growth * season * (OF_WEEKDAY[new Date(startMs).getUTCDay()] ?? 1);
}

function dayOf(startMs: number, count: number, { shelf, people, own }: DayParts): DemoDay {
  const moments = Array.from({ length: count }, () => floor(own.between(startMs, startMs + DAY_MS)));
  const orders = moments
    .toSorted((one, other) => one - other)
    .flatMap((atMs, index) => orderOf(atMs, index, { shelf, people, own }));
  const views = new Map<string, number>();
  for (const { productId } of orders.flatMap(({ lines }) => lines))
    views.set(productId, (views.get(productId) ?? 0) + own.integer(8, 25));
  for (let index = 0; index < count * 2; index += 1) {
    const { id } = popular(shelf, own);
    views.set(id, (views.get(id) ?? 0) + own.integer(1, 6));
  }
  const brands = Array.from({ length: min(count, 5) }, () => popular(shelf, own).brand.toLowerCase());
  return {
    day: new Date(startMs),
    orders,
    abandonedCartIds: Array.from({ length: count }, () => uuidV7(startMs, 0, own)),
    views: [...views].map(([productId, times]) => ({ productId, count: times })),
    searches: [
      ...[...new Set(brands)].map((words) => ({ words, count: own.integer(1, 12), isInVain: false })),
      { words: own.pick(VAIN), count: own.integer(1, 3), isInVain: true },
    ],
  };
}

function orderOf(atMs: number, index: number, { shelf, people, own }: DayParts): DemoOrder[] {
  const currency = own.pick(CURRENCIES);
  const products = new Set(Array.from({ length: own.pick([1, 1, 1, 2, 2, 3]) }, () => popular(shelf, own)));
  const lines = [...products].flatMap((product) => lineOf(product, currency, shelf, own));
  if (lines.length === 0) return [];
  const isGuest = people.length === 0 || own.chance(0.35);
  const drawn = own.fraction();
  const outcome = drawn < 0.07 ? 'EXPIRED' : drawn < 0.1 ? 'REFUNDED' : 'PAID';
  const customerId = isGuest ? null : own.pick(people).id;
  const sequence = index % 4_096;
  const [id, cartId] = [uuidV7(atMs, sequence, own), uuidV7(atMs, sequence, own)];
  return [{ id, cartId, customerId, currency, placedAt: new Date(atMs), outcome, lines }];
}

function lineOf(product: Goods, currency: DemoCurrency, { above }: Shelf, own: Random): DemoOrderLine[] {
  const variant = own.pick(product.variants);
  const price = variant.prices.find((each) => each.currency === currency);
  if (!price) return [];
  const quantity = own.pick([1, 1, 1, 1, 2, 3]);
  const categoryIds: string[] = [];
  for (let at: string | null = product.categoryId; at; at = above.get(at)?.parentId ?? null) categoryIds.push(at);
  const totalMinor = price.amountMinor * BigInt(quantity);
  return [{ productId: product.id, variantId: variant.id, categoryIds, quantity, totalMinor }];
}

/** A few products sell most: the fourth power of chance, over an order that has nothing to do with their age. */
function popular({ all, offered }: Shelf, own: Random): Goods {
  const chance = own.fraction();
  // Multiplied: `**` is not promised to give the same everywhere.
  const rank = floor(chance * chance * chance * chance * offered);
  const offer = all[(rank * STRIDE) % offered];
  if (!offer) throw new RangeError('Nothing is on sale.');
  return offer.goods;
}

/** A prime, so that neighbours by age are none by popularity. */
const STRIDE = 7_919;

function wholeOf(count: number, own: Random): number {
  return floor(count) + (own.chance(count - floor(count)) ? 1 : 0);
}
