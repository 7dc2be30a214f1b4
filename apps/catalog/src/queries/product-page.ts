import type { ProductCard } from './product-card.ts';
import type { Facet } from './product-index/facets.ts';

export const DEFAULT_PAGE_SIZE = 24;

export interface ProductEntry {
  readonly card: ProductCard;
  /** The next page begins after the last of these. */
  readonly cursor: string;
}

/** A page of a list of products. */
export interface ProductPage {
  readonly entries: readonly ProductEntry[];
  readonly hasNext: boolean;
  readonly endCursor: string | null;
  /** The id of the category that is listed with everything below it, or `WHOLE_SHOP`. */
  readonly listedUnder: string;
  /** What a search looked for instead of what was typed; null when that was found. */
  readonly correctedText: string | null;
  /** How many products the whole list has: counted for those who ask. */
  countAll(): Promise<number>;
  /** Ways to narrow the list: counted for those who ask. */
  facets(): Promise<readonly Facet[]>;
}
