import { apportion } from './apportion.ts';
import { categoryId, categoryTree } from './catalogue/categories.ts';
import { leavesByPopularity } from './catalogue/popularity.ts';
import { productTypeId, productTypes } from './catalogue/product-types.ts';
import { composeProduct } from './compose-product.ts';
import type { DemoCategory, DemoProduct, DemoProductType } from './demo-product.ts';
import { FLASH_SALE_SINCE_MS, flashSaleProduct } from './flash-sale.ts';
import { launchesInOrder, type Shelf } from './launches.ts';
import { Offer } from './offer.ts';
import { DAY_COUNT, type DemoDay, demoDays } from './orders.ts';
import { demoCustomers, type DemoCustomer } from './people.ts';
import { Random } from './random.ts';
import { customerCountFor, demoReviews, type DemoReview, reviewedShare } from './reviews.ts';
import { BASE_DATE, DAY_MS } from './timeline.ts';

/** How many products a shop of each named size has. */
export const PRODUCT_COUNTS = { small: 60, medium: 2_000, large: 100_000 } as const;

/** A named size, or a number of products. */
export type DemoSize = keyof typeof PRODUCT_COUNTS | number;

/** A made-up shop: the same seed and size give the same shop, byte for byte, on every machine and day. */
export interface DemoShop {
  readonly productCount: number;
  /** Departments, their groups and the leaf categories, parents before children. */
  readonly categories: readonly DemoCategory[];
  /** What kinds of products there are, and what is known about each. */
  readonly productTypes: readonly DemoProductType[];
  /** All products, oldest first, ids ascending; made one by one, so a large shop never has to fit in memory. */
  products(): Iterable<DemoProduct>;
  /** People who shop there, on domains reserved for examples; the first ones are the same for every count. */
  customers(count: number): Iterable<DemoCustomer>;
  /** How many of them have an account. */
  readonly customerCount: number;
  /** What those say of each product, product after product; of many nothing. */
  reviews(): Iterable<readonly DemoReview[]>;
  /** How many days the shop has been open. */
  readonly dayCount: number;
  /** What happened on each of them that had something to sell. What is sold is held meanwhile. */
  days(): Iterable<DemoDay>;
}

export function demoShop({ seed, size }: { seed: number; size: DemoSize }): DemoShop {
  const random = Random.fromSeed(seed);
  const productCount = typeof size === 'number' ? size : PRODUCT_COUNTS[size];
  return {
    productCount,
    categories: categoryTree(random),
    productTypes: productTypes(random),
    products: () => products(productCount, random),
    customers: (count) => demoCustomers(count, random),
    customerCount: customerCountFor(productCount),
    reviews: () => reviews(productCount, random),
    dayCount: DAY_COUNT,
    days: () => days(productCount, random),
  };
}

/** All products, oldest first. */
function* offers(count: number, random: Random): Generator<Offer> {
  const everyday = random.stream('product');
  // The flash sale began a day ago and is the newest of all.
  const untilMs = BASE_DATE.getTime() - 2 * DAY_MS;
  const launches = launchesInOrder(shelves(count - 1, random), untilMs, random.stream('launch'));
  for (const { shelf, ordinal, atMs } of launches) {
    const article = `${shelf.leaf.code}${FIRST_ARTICLE + ordinal}`;
    yield new Offer(atMs, () => composeProduct({ ...shelf, article, createdAtMs: atMs }, everyday.stream(article)));
  }
  yield new Offer(FLASH_SALE_SINCE_MS, () => flashSaleProduct(random));
}

function* products(count: number, random: Random): Generator<DemoProduct> {
  for (const offer of offers(count, random)) yield offer.make();
}

function* reviews(productCount: number, random: Random): Generator<readonly DemoReview[]> {
  const customers = [...demoCustomers(customerCountFor(productCount), random)];
  const share = reviewedShare(productCount);
  const draw = random.stream('reviewed');
  for (const offer of offers(productCount, random)) {
    const isReviewed = draw.chance(share);
    yield isReviewed ? [...demoReviews(offer.make(), customers, random)] : [];
  }
}

function* days(productCount: number, random: Random): Generator<DemoDay> {
  const customers = [...demoCustomers(customerCountFor(productCount), random)];
  yield* demoDays([...offers(productCount, random)], categoryTree(random), customers, random);
}

const FIRST_ARTICLE = 1001;

function shelves(count: number, random: Random): Shelf[] {
  const counts = apportion(count, leavesByPopularity.length);
  return leavesByPopularity.map((leaf, rank) => ({
    leaf,
    categoryId: categoryId(leaf.slug, random),
    typeId: productTypeId(leaf.type.code, random),
    count: counts[rank] ?? 0,
  }));
}
