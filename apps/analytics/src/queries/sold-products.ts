import { Injectable } from '@nestjs/common';
import { SqlDatabase } from '@tovar/platform';
import { type Period, type Stretch, stretchOf } from '../domain/period.ts';
import { askedPieces, IN_PIECE, PIECES } from './asked-pieces.ts';

const BATCH = 500;

export interface SoldProduct {
  readonly productId: string;
  readonly views: number;
  readonly orders: number;
  readonly units: number;
  readonly revenueMinor: string;
  readonly reviews: number;
  readonly ratingHundredths: number | null;
}

/** Every product that anything is known of, and what it came to within a period, in the order of ids. */
@Injectable()
export class SoldProducts {
  constructor(private readonly database: SqlDatabase) {}

  /** Throws `InvalidPeriod` and `UnknownTimeZone` at once. */
  inBatches(period: Period, currency: string): AsyncIterable<readonly SoldProduct[]> {
    return this.read(stretchOf(period), currency);
  }

  /** A statement for 500 products: no transaction is open while a slow client takes them. */
  private async *read(stretch: Stretch, currency: string): AsyncGenerator<readonly SoldProduct[]> {
    const pieces = askedPieces([stretch]);
    let after: string | null = null;
    for (;;) {
      const rows: SoldProduct[] = await this.database.prepared<SoldProduct>(NEXT, [...pieces, currency, after, BATCH]);
      if (rows.length > 0) yield rows;
      if (rows.length < BATCH) return;
      after = rows.at(-1)?.productId ?? null;
    }
  }
}

const NEXT = {
  name: 'sold-products.next',
  text: `
    WITH products AS (
      SELECT product_id, reviews, rating_hundredths FROM product_activity
       WHERE $6::uuid IS NULL OR product_id > $6 ORDER BY product_id LIMIT $7)
    SELECT p.product_id AS "productId", coalesce(c.views, 0)::float8 AS views, coalesce(c.orders, 0)::float8 AS orders,
           coalesce(c.units, 0)::float8 AS units, coalesce(c.revenue, 0)::text AS "revenueMinor",
           p.reviews::float8 AS reviews, p.rating_hundredths AS "ratingHundredths"
      FROM products p
           LEFT JOIN LATERAL (
             SELECT sum(t.views) AS views, sum(t.paid) AS orders, sum(t.units) AS units,
                    sum(t.revenue_minor) FILTER (WHERE t.currency = $5) AS revenue
               FROM ${PIECES} JOIN tally t ON ${IN_PIECE} AND t.kind = 'PRODUCT' AND t.subject = p.product_id) c ON true
     ORDER BY p.product_id`,
};
