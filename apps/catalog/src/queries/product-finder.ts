import type { Locale } from '../domain/localized-text.ts';
import type { CategoryView } from './category-tree.ts';
import type { ProductSort } from './listing-order.ts';
import type { ProductFilter } from './product-filter.ts';
import type { Facet } from './facet.ts';

/** Which products are asked for, and in which order. */
export interface FinderQuestion {
  /** The slug of a category, which is searched with everything below it; without it the whole shop. */
  readonly category?: string | null;
  /** What prices are sorted and filtered in. */
  readonly currency: string;
  readonly filter?: ProductFilter | null;
  readonly sort: ProductSort | 'RELEVANCE';
  /** The language of the names that are sorted by. */
  readonly nameLocale: Locale;
  /** What is searched for, in one language or in both. */
  readonly search?: { readonly text: string; readonly locale?: Locale | null };
}

/** A part of a list: so many products, after a place. */
export interface Window {
  readonly count: number;
  /** The key of a `Place` and its id, as any finder gave it; the product may be gone since. */
  readonly after?: readonly string[];
}

/** Where a product stands in a list. */
export interface Place {
  readonly id: string;
  /** What it is sorted by besides its id: a rank, an amount, a name; nothing for the newest. */
  readonly key: readonly string[];
}

/** How many products a list has, and how it may be narrowed. */
export interface CountedProducts {
  readonly total: number;
  /** Counted for those who ask, each facet without its own condition. */
  facets(): Promise<readonly Facet[]>;
}

export interface FoundProducts extends CountedProducts {
  readonly places: readonly Place[];
  /** The id of the category that is listed, or `WHOLE_SHOP`. */
  readonly listedUnder: string;
  /** What was searched for instead of what was typed; null when that was found. */
  readonly correctedText: string | null;
}

/** How what is being typed may go on. */
export interface Completions {
  /** For the last word, those of the most products first. */
  readonly words: readonly string[];
  /** All there are, in the order of the menu: a shop has hundreds. */
  readonly categories: Iterable<CategoryView>;
  readonly brands: readonly string[];
  /** Products whose names begin so, by the alphabet. */
  readonly productIds: readonly string[];
}

/**
 * Finds, filters, orders and counts published products: whatever a range of an index in the database cannot answer. Nothing
 * else is found, shown in a facet or used to mend a word. All words have to be there, in any of their forms; the last may be
 * unfinished; one that nothing has is mended. Best are words in the name, then in the brand, then in the description; among
 * equals the newest.
 *
 * Throws `NotFound` for no such category, `UnknownAttribute`, `UnknownUnit` and `FilterUnfit`, and `SearchUnavailable`.
 */
export abstract class ProductFinder {
  /** False when whoever has changed a product finds it changed in the very next answer; else it may take two seconds. */
  abstract readonly mayBeBehind: boolean;

  abstract find(question: FinderQuestion, window: Window): Promise<FoundProducts>;

  abstract count(question: FinderQuestion): Promise<CountedProducts>;

  /** At most `most` of each kind, categories aside. */
  abstract complete(typed: string, locale: Locale, most: number): Promise<Completions>;

  /** What was typed with its last word mended; as it was typed when nothing is near enough. */
  abstract mend(typed: string): Promise<string>;
}
