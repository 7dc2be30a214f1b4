import type { ProductCard } from './product-card.ts';
import type { Facet } from './facet.ts';

export const DEFAULT_PAGE_SIZE = 24;

export interface ProductEntry {
  readonly card: ProductCard;
  /** Made for those who ask: the next page begins after the last of these. */
  readonly cursor: () => string;
}

/** The products of a page that are still there, at their places. */
export function entriesOf(
  places: readonly { readonly id: string; cursor: () => string }[],
  cards: ReadonlyMap<string, ProductCard>,
): ProductEntry[] {
  return places.flatMap(({ id, cursor }) => {
    const card = cards.get(id);
    return card ? [{ card, cursor }] : [];
  });
}

/** A page of a list of products. */
export interface ProductPage {
  readonly entries: readonly ProductEntry[];
  readonly hasNext: boolean;
  readonly endCursor: string | null;
  /** The id of the category that is listed with everything below it, or `WHOLE_SHOP`. */
  readonly listedUnder: string;
  /** Whether ratings decide what is in the list, or where. */
  readonly isByRating: boolean;
  /** Whether it may not know yet what was changed a moment ago. */
  readonly mayBeBehind: boolean;
  /** What a search looked for instead of what was typed; null when that was found. */
  readonly correctedText: string | null;
  /** How many products the whole list has: counted for those who ask. */
  countAll(): Promise<number>;
  /** Ways to narrow the list: counted for those who ask. */
  facets(): Promise<readonly Facet[]>;
}
