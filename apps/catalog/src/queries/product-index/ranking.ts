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
  // Slots are mostly in the order of ids: taken from their end, the latest are found first and the others soon passed by.
  for (let index = slots.length - 1; index >= 0; index -= 1) {
    const slot = slots[ranking.isDescending ? index : slots.length - 1 - index] ?? 0;
    const key = ranking.keyAt(slot);
    const isFull = best.length === count;
    if (isFull && order(key, slot, keys.at(-1) ?? 0, columns.idAt(best.at(-1) ?? 0)) > 0) continue;
    if (after && order(key, slot, after.key, after.id) <= 0) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(key, slot, keys[middle] ?? 0, columns.idAt(best[middle] ?? 0)) > 0) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, slot);
    keys.splice(low, 0, key);
    if (isFull) best.pop();
    if (isFull) keys.pop();
  }
  return best;
}

function idOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
