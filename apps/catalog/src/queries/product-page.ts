import { WHOLE_SHOP } from '../domain/listing.ts';
import type { ProductCard } from './product-card.ts';

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
  /** How many products the whole list has: a statement of its own, for those who ask. */
  countAll(): Promise<number>;
}

/** `entries` holds one more than the page when there is a next one. */
export function toProductPage(
  entries: readonly ProductEntry[],
  size: number,
  countAll: () => Promise<number>,
  listedUnder: string = WHOLE_SHOP,
): ProductPage {
  const page = entries.slice(0, size);
  const endCursor = page.at(-1)?.cursor ?? null;
  return { entries: page, hasNext: entries.length > size, endCursor, listedUnder, countAll };
}
