import { Injectable } from '@nestjs/common';
import { Database, NotFound, pageSize } from '@tovar/platform';
import type { Locale } from '../domain/localized-text.ts';
import { cursorOf, keyOfCursor } from './list-cursor.ts';
import { listingOrder, type ProductSort } from './listing-order.ts';
import { type CardRow, toCard } from './product-card.ts';
import { DEFAULT_PAGE_SIZE, type ProductPage, toProductPage } from './product-page.ts';

export interface ListingQuestion {
  /** The slug of a category, which is listed with everything below it; without it the whole shop. */
  readonly category?: string | null;
  readonly sort: ProductSort;
  /** What prices are sorted in. A product without a price in it is left out of a list by price. */
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
  constructor(private readonly database: Database) {}

  /** One statement. Throws `InvalidPageSize`, `InvalidCursor` (both before any SQL) and `NotFound` for no such category. */
  async page({ category = null, sort, currency, locale, first, after = null }: ListingQuestion): Promise<ProductPage> {
    const order = listingOrder(sort, locale);
    const size = pageSize(first, DEFAULT_PAGE_SIZE);
    const list = order.isByPrice ? `${order.name}/${currency}` : order.name;
    const key = after === null ? order.start : keyOfCursor(list, after, order.parts);
    if (category !== null && !SLUG.test(category)) throw new NotFound('The category');
    const scope = [category, order.isByPrice ? currency : null];
    const rows = await this.database.prepared<ListedRow>(order.page, [...scope, size + 1, ...key]);
    const [{ listed_under: listedUnder } = {}] = rows;
    if (listedUnder === undefined) throw new NotFound('The category');
    const keyOf = ({ sort_key: sortKey, id }: CardRow & ListedRow) => (order.parts.length > 1 ? [sortKey, id] : [id]);
    const entries = rows.filter(isCard).map((row) => ({ card: toCard(row), cursor: cursorOf(list, keyOf(row)) }));
    const countAll = async (): Promise<number> => {
      const [counted] = await this.database.prepared<{ count: number }>(order.count, scope);
      return counted?.count ?? 0;
    };
    return toProductPage(entries, size, countAll, listedUnder);
  }
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
