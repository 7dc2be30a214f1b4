import { v7 as uuidv7 } from 'uuid';
import { Random } from '@tovar/testing';

/** A message as the log holds it. */
export interface Fact {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: Date;
  readonly data: object;
}

const PRODUCTS = 2_000;
const CATEGORIES = 90;
const CUSTOMERS = 20_000;
const DAYS = 548;
const DAY_MS = 86_400_000;
const OPENED_AT = Date.parse('2025-04-01T00:00:00Z');
/** An order's facts: placed, its payment begun, paid. */
const FACTS_OF_ORDER = 3;

/** So many facts of orders over 18 months, the oldest first: few products sell most, in three currencies. */
export function* factsOf(count: number, seed: number): Generator<Fact> {
  const random = new Random(seed);
  const integer = (below: number): number => random.below(below);
  const fraction = (): number => random.below(1_000_000) / 1_000_000;
  const named = (many: number): string[] => Array.from({ length: many }, () => uuidv7());
  const [products, variants, categories, customers] = [PRODUCTS, PRODUCTS, CATEGORIES, CUSTOMERS].map(named) as [
    string[],
    string[],
    string[],
    string[],
  ];
  const orders = Math.ceil(count / FACTS_OF_ORDER);
  for (let order = 0; order < orders; order += 1) {
    const [orderId, customerId] = [uuidv7(), customers[integer(CUSTOMERS)]];
    const placedAt = OPENED_AT + Math.floor(((order + fraction()) / orders) * DAYS * DAY_MS);
    const currency = ['EUR', 'EUR', 'RUB', 'USD'][integer(4)];
    const lines = Array.from({ length: 1 + integer(3) }, () => {
      const product = Math.floor(fraction() ** 3 * PRODUCTS);
      const above = [product % CATEGORIES, product % 20, product % 5].map((index) => categories[index]);
      const total = { amount: `${500 + integer(20_000)}`, currency };
      return {
        productId: products[product],
        variantId: variants[product],
        categoryIds: above,
        quantity: 1 + integer(3),
        total,
      };
    });
    const total = { amount: `${lines.reduce((sum, line) => sum + Number(line.total.amount), 0)}`, currency };
    const of = (type: string, minutes: number, data: object): Fact => {
      return { id: uuidv7(), type, subject: orderId, time: new Date(placedAt + minutes * 60_000), data };
    };
    const names = { orderId, orderNumber: `${order}`, customerId };
    yield of('order.placed.v1', 0, { ...names, cartId: orderId, total, lines });
    yield of('order.payment-started.v1', 1, { orderId, paymentId: orderId, lines: [] });
    yield of('order.paid.v1', 3, { ...names, total, lines: [] });
  }
}
