import { Injectable, Logger } from '@nestjs/common';
import type { NamedProduct } from '@tovar/contracts';
import { outsideRequest, SqlDatabase } from '@tovar/platform';
import { type Period, type Stretch, stretchOf } from '../domain/period.ts';
import { ProductNames } from '../domain/product-names.ts';
import { askedPieces, IN_PIECE, PIECES } from './asked-pieces.ts';

/** As many as the catalogue names at once. */
const BATCH = 500;

interface CountedProduct {
  readonly productId: string;
  readonly views: number;
  readonly orders: number;
  readonly units: number;
  readonly revenueMinor: string;
  readonly reviews: number;
  readonly ratingHundredths: number | null;
}

/** Neither name nor SKUs of a product that is not there any more, or while the catalogue cannot be asked. */
export interface SoldProduct extends CountedProduct {
  readonly named?: NamedProduct;
}

/** Every product that anything is known of, and what it came to within a period, in the order of ids. */
/** By the product's id. */
type Names = ReadonlyMap<string, NamedProduct>;

@Injectable()
export class SoldProducts {
  private readonly logger = new Logger('Analytics');

  constructor(
    private readonly database: SqlDatabase,
    private readonly names: ProductNames,
  ) {}

  /** Throws `InvalidPeriod` and `UnknownTimeZone` at once. */
  inBatches(period: Period, currency: string): AsyncIterable<readonly SoldProduct[]> {
    return this.read(stretchOf(period), currency);
  }

  /** A statement and a call for 500 products: no transaction is open while a slow client takes them. */
  private async *read(stretch: Stretch, currency: string): AsyncGenerator<readonly SoldProduct[]> {
    const pieces = askedPieces([stretch]);
    let after: string | null = null;
    let isAnswered = true;
    for (;;) {
      const asked = [...pieces, currency, after, BATCH];
      const rows: CountedProduct[] = await this.database.prepared<CountedProduct>(NEXT, asked);
      const names: Names | undefined = isAnswered ? await this.namesOf(rows) : undefined;
      // Whoever did not answer once is not waited for again in this file.
      isAnswered = names !== undefined;
      if (rows.length > 0) yield rows.map((row) => ({ ...row, named: names?.get(row.productId) }));
      if (rows.length < BATCH) return;
      after = rows.at(-1)?.productId ?? null;
    }
  }

  /**
   * Undefined when the catalogue does not answer. A file is written as long as its reader takes, which is no reason to give a
   * question up: it has a time of its own.
   */
  private async namesOf(rows: readonly CountedProduct[]): Promise<Names | undefined> {
    if (rows.length === 0) return new Map();
    try {
      const named = await outsideRequest(() => this.names.of(rows.map(({ productId }) => productId)));
      return new Map(named.map((each) => [each.productId, each]));
    } catch (error) {
      this.logger.warn(error);
      return undefined;
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
