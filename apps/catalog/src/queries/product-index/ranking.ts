import type { ProductColumns, Slot } from './product-columns.ts';

/** How selected products are ordered: by a number, equal ones by id in the same direction. */
export interface Ranking {
  readonly isDescending: boolean;
  keyAt(slot: Slot): number;
}

/** The key that a page begins after. */
export interface Place {
  readonly key: number;
  readonly id: string;
}

/** The first so many after a place, in order: one pass, however deep the page is. */
export function firstOf(
  slots: readonly Slot[],
  columns: ProductColumns,
  ranking: Ranking,
  { count, after }: { readonly count: number; readonly after?: Place },
): Slot[] {
  const sign = ranking.isDescending ? -1 : 1;
  const order = (keyA: number, slotA: Slot, keyB: number, idB: string): number =>
    sign * (keyA - keyB || idOrder(columns.idAt(slotA), idB));
  const best: Slot[] = [];
  const keys: number[] = [];
  let last = Number.NaN;
  for (const slot of slots) {
    const key = ranking.keyAt(slot);
    // Cheaper than comparing ids, and true of most.
    if (best.length === count && sign * (key - last) > 0) continue;
    if (after && order(key, slot, after.key, after.id) <= 0) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(key, slot, keys[middle] ?? 0, columns.idAt(best[middle] ?? 0)) > 0) low = middle + 1;
      else high = middle;
    }
    if (low === count) continue;
    best.splice(low, 0, slot);
    keys.splice(low, 0, key);
    best.length = Math.min(best.length, count);
    keys.length = best.length;
    last = keys.at(-1) ?? Number.NaN;
  }
  return best;
}

function idOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
