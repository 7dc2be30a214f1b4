import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor, type KeysetPage, pageSize, SqlDatabase, toPage } from '@tovar/platform';
import { type Period, stretchOf } from '../domain/period.ts';
import { askedPieces, IN_PIECE, PIECES } from './asked-pieces.ts';

export const RANKINGS = ['REVENUE', 'UNITS', 'ORDERS', 'VIEWS', 'TRENDING', 'RATING'] as const;
export type Ranking = (typeof RANKINGS)[number];

export interface RankingQuestion extends Period {
  readonly by: Ranking;
  readonly currency: string;
  readonly categoryId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A product and what it came to within the period; the rating is today's. */
export interface RankedProduct {
  readonly productId: string;
  /** What it is ranked by. */
  readonly score: number;
  readonly views: number;
  readonly orders: number;
  readonly units: number;
  readonly revenueMinor: string;
  readonly reviews: number;
  readonly ratingHundredths: number | null;
}

/** Products by what they sell, how they are looked at and liked: the most first. */
@Injectable()
export class RankedProducts {
  constructor(private readonly database: SqlDatabase) {}

  /** One statement. Throws `InvalidPeriod`, `UnknownTimeZone`, `InvalidPageSize` and `InvalidCursor`. */
  async page({
    by,
    currency,
    categoryId,
    first,
    after,
    ...period
  }: RankingQuestion): Promise<KeysetPage<RankedProduct>> {
    const size = pageSize(first);
    const [score, id] = after === undefined || after === null ? [null, null] : decodeCursor(after, 'number', 'uuid');
    const now = stretchOf(period);
    // As long again, just before: what is trending has more than then.
    const before = { startMs: 2 * now.startMs - now.endMs, endMs: now.startMs };
    const rows = await this.database.prepared<RankedProduct>(STATEMENTS[by], [
      ...askedPieces(by === 'TRENDING' ? [now, before] : [now]),
      currency,
      categoryId ?? null,
      score,
      id,
      size + 1,
    ]);
    return toPage(rows, size, rankingKeyOf);
  }
}

export function rankingKeyOf({ score, productId }: RankedProduct): readonly [number, string] {
  return [score, productId];
}

export function rankingCursorOf(product: RankedProduct): string {
  return encodeCursor(rankingKeyOf(product));
}

const SCORES: Readonly<Record<Ranking, string>> = {
  REVENUE: 'c.revenue',
  UNITS: 'c.units',
  ORDERS: 'c.orders',
  VIEWS: 'c.views',
  // A unit sold says as much as ten looks.
  TRENDING: '(c.views + 10 * c.units) - (c.views_before + 10 * c.units_before)',
  // As if everything had five reviews of three and a half stars besides: one enthusiast makes no best seller.
  RATING: 'round((coalesce(a.rating_hundredths, 0) * a.reviews + 350 * 5) / (a.reviews + 5)::numeric)',
};

const rankedBy = (ranking: Ranking): string => `
  WITH counted AS (
    SELECT p.id, coalesce(sum(p.views) FILTER (WHERE nr = 0), 0) AS views,
           coalesce(sum(p.orders) FILTER (WHERE nr = 0), 0) AS orders,
           coalesce(sum(p.units) FILTER (WHERE nr = 0), 0) AS units,
           coalesce(sum(p.revenue) FILTER (WHERE nr = 0), 0) AS revenue,
           coalesce(sum(p.views) FILTER (WHERE nr = 1), 0) AS views_before,
           coalesce(sum(p.units) FILTER (WHERE nr = 1), 0) AS units_before
      FROM ${PIECES} CROSS JOIN LATERAL (
        SELECT t.subject AS id, sum(t.views) AS views, sum(t.paid) AS orders, sum(t.units) AS units,
               sum(t.revenue_minor) FILTER (WHERE t.currency = $5) AS revenue
          FROM tally t WHERE ${IN_PIECE} AND t.kind = 'PRODUCT' GROUP BY t.subject) AS p
     GROUP BY p.id
  ), scored AS (
    SELECT a.product_id AS id, (${SCORES[ranking]})::float8 AS score, coalesce(c.views, 0) AS views,
           coalesce(c.orders, 0) AS orders, coalesce(c.units, 0) AS units, coalesce(c.revenue, 0) AS revenue, a.reviews,
           a.rating_hundredths
      FROM product_activity a ${ranking === 'RATING' ? 'LEFT JOIN' : 'JOIN'} counted c ON c.id = a.product_id
     WHERE ${ranking === 'RATING' ? 'a.reviews > 0' : 'true'} AND ($6::uuid IS NULL OR a.product_id IN
           (SELECT product_id FROM product_category WHERE category_ids @> ARRAY[$6::uuid]))
  )
  SELECT id AS "productId", score, views::float8 AS views, orders::float8 AS orders, units::float8 AS units,
         revenue::text AS "revenueMinor", reviews::float8 AS reviews, rating_hundredths AS "ratingHundredths"
    FROM scored WHERE score > 0 AND ($7::float8 IS NULL OR (score, id) < ($7, $8::uuid))
   ORDER BY score DESC, id DESC LIMIT $9`;

const STATEMENTS = Object.fromEntries(
  RANKINGS.map((ranking) => [ranking, { name: `ranked-products.${ranking}`, text: rankedBy(ranking) }]),
) as Record<Ranking, { name: string; text: string }>;
