import type { Locale } from '../../domain/localized-text.ts';
import type { ProductNumber } from './product-columns.ts';

/** As PostgreSQL's "und-x-icu" compares. */
const collator = new Intl.Collator('und');

interface Named {
  readonly number: ProductNumber;
  readonly id: string;
  readonly name: string;
}

/** Products by the alphabet of one language, equal names by id. */
export class NameOrder {
  private named: (Named | undefined)[] = [];
  private order: ProductNumber[] = [];
  private ranks?: Int32Array;

  /** Takes products in, many at once or one: each costs a search of its place, and all together one copy. */
  add(products: readonly Named[]): void {
    this.remove(products.map(({ number }) => number));
    for (const product of products) this.named[product.number] = product;
    const sorted = products.toSorted(compare);
    const before = this.order;
    this.order = [];
    let taken = 0;
    for (const product of sorted) {
      const place = this.placeIn(before, product, taken);
      for (; taken < place; taken += 1) this.order.push(before[taken] ?? 0);
      this.order.push(product.number);
    }
    for (; taken < before.length; taken += 1) this.order.push(before[taken] ?? 0);
    this.ranks = undefined;
  }

  /** Takes products in that somebody else has ordered already: the database does so without comparing all names again. */
  begin(products: readonly Named[], ordered: readonly ProductNumber[]): void {
    for (const product of products) this.named[product.number] = product;
    this.order = ordered.filter((number) => this.named[number]);
    this.ranks = undefined;
    const placed = new Set(this.order);
    this.add(products.filter(({ number }) => !placed.has(number)));
  }

  remove(numbers: readonly ProductNumber[]): void {
    const gone = new Set(numbers.filter((number) => this.named[number]));
    if (gone.size === 0) return;
    this.order = this.order.filter((number) => !gone.has(number));
    for (const number of gone) this.named[number] = undefined;
    this.ranks = undefined;
  }

  nameOf(number: ProductNumber): string {
    return this.named[number]?.name ?? '';
  }

  /** The place of each product, by its number. */
  get rankOf(): Int32Array {
    this.ranks ??= ranksOf(this.order, this.named.length);
    return this.ranks;
  }

  /** How many products come before this key or are it. */
  rankAfter(name: string, id: string): number {
    return this.placeIn(this.order, { number: -1, name, id: `${id}~` });
  }

  /** Products whose whole name begins so, by the alphabet. */
  beginningWith(prefix: string, most: number): ProductNumber[] {
    const found: ProductNumber[] = [];
    const start = this.placeIn(this.order, { number: -1, name: prefix, id: '' });
    for (const number of this.order.slice(start, start + most)) {
      if (collatedPrefix(this.nameOf(number), prefix)) found.push(number);
    }
    return found;
  }

  private placeIn(order: readonly ProductNumber[], product: Named, from = 0): number {
    let [low, high] = [from, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.named[order[middle] ?? -1];
      if (other && compare(other, product) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** One order for each language. */
export type NameOrders = Readonly<Record<Locale, NameOrder>>;

function compare(a: Named, b: Named): number {
  return collator.compare(a.name, b.name) || codeOrder(a.name, b.name) || codeOrder(a.id, b.id);
}

function codeOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function collatedPrefix(name: string, prefix: string): boolean {
  return name.slice(0, prefix.length).toLocaleLowerCase() === prefix.toLocaleLowerCase();
}

function ranksOf(order: readonly ProductNumber[], numbers: number): Int32Array {
  const ranks = new Int32Array(numbers);
  for (const [rank, number] of order.entries()) ranks[number] = rank;
  return ranks;
}
