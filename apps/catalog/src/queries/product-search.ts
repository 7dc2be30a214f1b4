import { Injectable } from '@nestjs/common';
import { InvalidInput, pageSize } from '@tovar/platform';
import type { Locale } from '../domain/localized-text.ts';
import { IndexedPages } from './indexed-pages.ts';
import { PRODUCT_SORTS } from './listing-order.ts';
import type { ProductFilter } from './product-filter.ts';
import { DEFAULT_PAGE_SIZE, type ProductPage } from './product-page.ts';
import { LONGEST_SEARCH } from './search-words.ts';

export const SEARCH_SORTS = ['RELEVANCE', ...PRODUCT_SORTS] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export interface SearchQuestion {
  readonly text: string;
  /** The language that is searched in, and of the names that are sorted by; without it both are searched. */
  readonly locale?: Locale | null;
  /** The slug of a category that is searched with everything below it; without it the whole shop. */
  readonly category?: string | null;
  readonly filter?: ProductFilter | null;
  readonly sort: SearchSort;
  /** What prices are sorted and filtered in. */
  readonly currency: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Published products by words in their name, brand or description, the best first, the newest first among equals. */
@Injectable()
export class ProductSearch {
  constructor(private readonly indexed: IndexedPages) {}

  /** At most two statements. Throws what `ProductPages.page` does and, for a text that is too long, `InvalidInput`. */
  async page({ text, locale, first, after = null, ...question }: SearchQuestion): Promise<ProductPage> {
    const size = pageSize(first, DEFAULT_PAGE_SIZE);
    if (text.length > LONGEST_SEARCH)
      throw new InvalidInput([{ path: 'text', message: `At most ${LONGEST_SEARCH} characters.` }]);
    return this.indexed.page({ ...question, nameLocale: locale ?? 'EN', search: { text, locale } }, size, after);
  }
}
