import type { Conditions } from './conditions.ts';
import type { IndexedShop } from './indexed-shop.ts';
import type { ProductColumns, ProductNumber, Slot } from './product-columns.ts';

/** What fits, and for each condition what fits but for that one alone. */
export interface Selection {
  readonly columns: ProductColumns;
  readonly matched: readonly Slot[];
  /** By the place of the condition; the price comes after the others. */
  readonly missedBy: readonly (readonly Slot[])[];
}

/** Looks once at every candidate: the hits of a search, or all products there are. */
export function select(conditions: Conditions, shop: IndexedShop, hits?: readonly ProductNumber[]): Selection {
  const { columns } = shop;
  const { each, price, currency, scope } = conditions;
  const bitsOf = conditionBits(conditions, columns);
  const priceBit = price ? 1 << each.length : 0;
  const all = (1 << each.length) - 1 + priceBit + (scope ? SCOPE_BIT : 0);
  const amounts = columns.pricesIn(currency);
  const { tokens, starts } = columns.rows;
  const matched: Slot[] = [];
  const missedBy: Slot[][] = Array.from({ length: each.length + 1 }, () => []);
  const length = hits?.length ?? columns.slotCount;
  for (let index = 0; index < length; index += 1) {
    const slot = hits ? columns.slotOf(hits[index] ?? -1) : index;
    if (slot < 0 || !columns.isLive(slot)) continue;
    let fits = 0;
    if (all !== 0) {
      const end = starts[slot + 1] ?? 0;
      for (let at = starts[slot] ?? 0; at < end; at += 1) fits |= bitsOf[tokens[at] ?? 0] ?? 0;
    }
    if (scope && (fits & SCOPE_BIT) === 0) continue;
    if (price) {
      const amount = amounts?.[slot] ?? Number.NaN;
      if (amount >= price.min && amount <= price.max) fits |= priceBit;
    }
    const missing = all & ~fits;
    if (missing === 0) matched.push(slot);
    // Exactly one bit is left.
    else if ((missing & (missing - 1)) === 0) missedBy[31 - Math.clz32(missing)]?.push(slot);
  }
  return { columns, matched, missedBy };
}

/** How many selected products have each token; of the properties of a condition, as if it were not made. */
export function countTokens({ columns, matched, missedBy }: Selection, { each }: Conditions): Int32Array {
  const { dictionary } = columns;
  const counts = new Int32Array(dictionary.tokens.length);
  countInto(counts, matched, columns);
  for (const [index, { properties }] of each.entries()) {
    const others = new Int32Array(counts.length);
    countInto(others, missedBy[index] ?? [], columns);
    for (const id of properties.flatMap(({ tokens }) => tokens)) counts[id] = (counts[id] ?? 0) + (others[id] ?? 0);
  }
  return counts;
}

function countInto(counts: Int32Array, slots: readonly Slot[], { rows: { tokens, starts } }: ProductColumns): void {
  for (const slot of slots) {
    const end = starts[slot + 1] ?? 0;
    for (let at = starts[slot] ?? 0; at < end; at += 1) {
      const token = tokens[at] ?? 0;
      counts[token] = (counts[token] ?? 0) + 1;
    }
  }
}

/** Comes after those of the conditions, of which there are at most 24. */
const SCOPE_BIT = 1 << 29;

/** For each token the conditions that it fulfils, as bits. */
function conditionBits({ each, scope }: Conditions, columns: ProductColumns): Int32Array {
  const bits = new Int32Array(columns.dictionary.tokens.length);
  for (const [index, { tokens }] of each.entries()) for (const id of tokens) bits[id] = (bits[id] ?? 0) | (1 << index);
  for (const id of scope ?? []) bits[id] = (bits[id] ?? 0) | SCOPE_BIT;
  return bits;
}
