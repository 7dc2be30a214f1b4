import { Injectable } from '@nestjs/common';
import { Database, NotFound, pageSize } from '@tovar/platform';
import type { Locale } from '../domain/localized-text.ts';
import { IndexedPages } from './indexed-pages.ts';
import { cursorOf, keyOfCursor } from './list-cursor.ts';
import { type ListingOrder, listingOrder, type ProductSort } from './listing-order.ts';
import { isNarrowing, type ProductFilter } from './product-filter.ts';
import { DEFAULT_PAGE_SIZE, entriesOf, type ProductPage } from './product-page.ts';
import { type FoundProduct, RememberedCards } from './remembered-cards.ts';

export interface ListingQuestion {
  /** The slug of a category, which is listed with everything below it; without it the whole shop. */
  readonly category?: string | null;
  readonly filter?: ProductFilter | null;
  readonly sort: ProductSort;
  /** What prices are sorted and filtered in. A product without a price in it is left out of a list by price. */
  readonly currency: string;
  /** The language of the names that are sorted by. */
  readonly locale: Locale;
  readonly first?: number | null;
  readonly after?: string | null;
}

const SLUG = /^[a-z0-9-]{1,200}$/;

/** Published products, page by page. */
@Injectable()
export class ProductPages {
  constructor(
    private readonly database: Database,
    private readonly indexed: IndexedPages,
    private readonly cards: RememberedCards,
  ) {}

  /**
   * One statement, one more for cards that are new to this process. Throws `InvalidPageSize` and `InvalidCursor`, for a filter `UnknownAttribute` and `FilterUnfit` (all
   * before any SQL), and `NotFound` for no such category.
   */
  async page({ first, after = null, ...question }: ListingQuestion): Promise<ProductPage> {
    const size = pageSize(first, DEFAULT_PAGE_SIZE);
    const { sort, currency, category = null } = question;
    if (sort === 'RATING' || isNarrowing(question.filter)) return this.indexed.page(toIndexed(question), size, after);
    const order = listingOrder(sort, question.locale);
    const list = order.isByPrice ? `${order.name}/${currency}` : order.name;
    const key = after === null ? order.start : keyOfCursor(list, after, order.parts);
    if (category !== null && !SLUG.test(category)) throw new NotFound('The category');
    const scope = [category, order.isByPrice ? currency : null];
    const [listed] = await this.database.prepared<ListedRow>(order.page, [...scope, size + 1, ...key]);
    if (!listed) throw new NotFound('The category');
    const found = listed.found ?? [];
    const places = found
      .slice(0, size)
      .map((each) => ({ id: each.id, cursor: () => cursorOf(list, keyOf(each, order)) }));
    return {
      entries: entriesOf(places, await this.cards.of(found.slice(0, size))),
      hasNext: found.length > size,
      endCursor: places.at(-1)?.cursor() ?? null,
      listedUnder: listed.listed_under,
      isByRating: false,
      mayBeBehind: false,
      correctedText: null,
      ...this.counted(question),
    };
  }

  private counted(question: ListingQuestion): Pick<ProductPage, 'countAll' | 'facets'> {
    return {
      countAll: async () => (await this.indexed.count(toIndexed(question))).total,
      facets: async () => (await this.indexed.count(toIndexed(question))).facets(),
    };
  }
}

function toIndexed({ category, filter, currency, sort, locale: nameLocale }: ListingQuestion) {
  return { category, filter, currency, sort, nameLocale };
}

interface ListedRow {
  readonly listed_under: string;
  /** Null for a category without products. */
  readonly found: readonly ListedProduct[] | null;
}

interface ListedProduct extends FoundProduct {
  readonly sortKey: string;
}

function keyOf({ sortKey, id }: ListedProduct, { parts }: ListingOrder): string[] {
  return parts.length > 1 ? [sortKey, id] : [id];
}
