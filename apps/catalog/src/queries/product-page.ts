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
  /** How many products the whole list has: a statement of its own, for those who ask. */
  countAll(): Promise<number>;
}

/** `entries` holds one more than the page when there is a next one. */
export function toProductPage(
  entries: readonly ProductEntry[],
  size: number,
  countAll: () => Promise<number>,
): ProductPage {
  const page = entries.slice(0, size);
  return { entries: page, hasNext: entries.length > size, endCursor: page.at(-1)?.cursor ?? null, countAll };
}
