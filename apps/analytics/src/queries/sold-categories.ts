import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type KeysetPage, pageSize, SqlDatabase, toPage } from '@tovar/platform';
import { type Period, stretchOf } from '../domain/period.ts';
import { askedPieces, IN_PIECE, PIECES } from './asked-pieces.ts';

export interface CategoriesQuestion extends Period {
  readonly currency: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** What the products of a category, and of those below it, sold within a period. */
export interface SoldCategory {
  readonly categoryId: string;
  readonly units: number;
  readonly revenueMinor: string;
}

/** Categories by revenue in a currency, the most first. A product counts for every category above it. */
@Injectable()
export class SoldCategories {
  constructor(private readonly database: SqlDatabase) {}

  /** One statement. Throws `InvalidPeriod`, `UnknownTimeZone`, `InvalidPageSize` and `InvalidCursor`. */
  async page({ currency, first, after, ...period }: CategoriesQuestion): Promise<KeysetPage<SoldCategory>> {
    const size = pageSize(first);
    const [revenue, id] = after === undefined || after === null ? [null, null] : decodeCursor(after, 'number', 'uuid');
    const rows = await this.database.prepared<SoldCategory>(PAGE, [
      ...askedPieces([stretchOf(period)]),
      currency,
      revenue,
      id,
      size + 1,
    ]);
    return toPage(rows, size, categoryKeyOf);
  }
}

function categoryKeyOf({ revenueMinor, categoryId }: SoldCategory): readonly [number, string] {
  return [Number(revenueMinor), categoryId];
}

export function categoryCursorOf(category: SoldCategory): string {
  return encodeCursor(categoryKeyOf(category));
}

const PAGE = {
  name: 'sold-categories.page',
  text: `
    WITH counted AS (
      SELECT p.* FROM ${PIECES} CROSS JOIN LATERAL (
        SELECT t.subject AS id, sum(t.units) AS units, sum(t.revenue_minor) AS revenue
          FROM tally t WHERE ${IN_PIECE} AND t.kind = 'PRODUCT' AND t.currency = $5 GROUP BY t.subject) AS p
    ), sold AS (
      SELECT category.id, sum(units) AS units, sum(revenue) AS revenue
        FROM counted c JOIN product_category p ON p.product_id = c.id, unnest(p.category_ids) AS category (id)
       GROUP BY category.id
    )
    SELECT id AS "categoryId", units::float8 AS units, revenue::text AS "revenueMinor" FROM sold
     WHERE $6::float8 IS NULL OR (revenue::float8, id) < ($6, $7::uuid)
     ORDER BY revenue::float8 DESC, id DESC LIMIT $8`,
};
