import { Injectable } from '@nestjs/common';
import { Database, NotFound, pageSize } from '@tovar/platform';
import type { Locale } from '../domain/localized-text.ts';
import { IndexedPages } from './indexed-pages.ts';
import { cursorOf, keyOfCursor } from './list-cursor.ts';
import { type ListingOrder, listingOrder, type ProductSort } from './listing-order.ts';
import { type CardRow, toCard } from './product-card.ts';
import { isNarrowing, type ProductFilter } from './product-filter.ts';
import { DEFAULT_PAGE_SIZE, type ProductPage } from './product-page.ts';

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
  ) {}

  /**
   * One statement. Throws `InvalidPageSize` and `InvalidCursor`, for a filter `UnknownAttribute` and `FilterUnfit` (all
   * before any SQL), and `NotFound` for no such category.
   */
  async page({ first, after = null, ...question }: ListingQuestion): Promise<ProductPage> {
    const size = pageSize(first, DEFAULT_PAGE_SIZE);
    if (isNarrowing(question.filter)) return this.indexed.page(toIndexed(question), size, after);
    const order = listingOrder(question.sort, question.locale);
    const { currency, category = null } = question;
    const list = order.isByPrice ? `${order.name}/${currency}` : order.name;
    const key = after === null ? order.start : keyOfCursor(list, after, order.parts);
    if (category !== null && !SLUG.test(category)) throw new NotFound('The category');
    const scope = [category, order.isByPrice ? currency : null];
    const rows = await this.database.prepared<ListedRow>(order.page, [...scope, size + 1, ...key]);
    const [{ listed_under: listedUnder } = {}] = rows;
    if (listedUnder === undefined) throw new NotFound('The category');
    const cards = rows.filter(isCard);
    const entries = cards
      .slice(0, size)
      .map((row) => ({ card: toCard(row), cursor: cursorOf(list, keyOf(row, order)) }));
    const endCursor = entries.at(-1)?.cursor ?? null;
    const hasNext = cards.length > size;
    return { entries, hasNext, endCursor, listedUnder, correctedText: null, ...this.counted(question) };
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

/** A category without products answers one row without a product. */
interface ListedRow {
  readonly id: string | null;
  readonly sort_key: string;
  readonly listed_under: string;
}

function isCard(row: ListedRow): row is CardRow & ListedRow {
  return row.id !== null;
}

function keyOf({ sort_key: sortKey, id }: CardRow & ListedRow, { parts }: ListingOrder): string[] {
  return parts.length > 1 ? [sortKey, id] : [id];
}
