import { Injectable } from '@nestjs/common';
import { SqlDatabase } from '@tovar/platform';
import { type Bucket, bucketsOf, type Period, type Stretch } from '../domain/period.ts';
import { askedPieces, IN_PIECE, PIECES } from './asked-pieces.ts';

/** What is reported, and on what: the whole shop, or one product, or the products of a category. */
export interface SalesQuestion extends Period {
  readonly bucket: Bucket;
  /** What money is counted in: orders in other currencies are not in the amounts. */
  readonly currency: string;
  readonly productId?: string | null;
  readonly categoryId?: string | null;
}

/** What was done in a stretch of time. Of a product or a category: views, paid orders, units and revenue alone. */
export interface Figures {
  readonly views: number;
  readonly searches: number;
  readonly carts: number;
  readonly placed: number;
  readonly checkouts: number;
  readonly paid: number;
  readonly cancelled: number;
  readonly units: number;
  /** Paid orders in the currency. */
  readonly paidInCurrency: number;
  readonly revenueMinor: bigint;
  readonly refundedMinor: bigint;
}

export interface SalesBucket extends Stretch {
  readonly figures: Figures;
}

export interface SalesReport {
  readonly buckets: readonly SalesBucket[];
  readonly totals: Figures;
}

type Row = { readonly nr: number } & {
  readonly [Name in keyof Figures]: Figures[Name] extends bigint ? string : number;
};

/** Revenue, orders and the way to them, by days, weeks or months of a time zone. */
@Injectable()
export class SalesReports {
  constructor(private readonly database: SqlDatabase) {}

  /** One statement. Throws `InvalidPeriod` and `UnknownTimeZone`. */
  async of({ bucket, currency, productId, categoryId, ...period }: SalesQuestion): Promise<SalesReport> {
    const stretches = bucketsOf(period, bucket);
    const [statement, subjects] = statementFor(productId, categoryId);
    const rows = await this.database.prepared<Row>(statement, [...askedPieces(stretches), currency, ...subjects]);
    const found = new Map(rows.map(({ nr, ...row }) => [nr, toFigures(row)]));
    const buckets = stretches.map((stretch, index) => ({ ...stretch, figures: found.get(index) ?? NOTHING }));
    return { buckets, totals: buckets.map(({ figures }) => figures).reduce(added, NOTHING) };
  }
}

const NOTHING: Figures = {
  views: 0,
  searches: 0,
  carts: 0,
  placed: 0,
  checkouts: 0,
  paid: 0,
  cancelled: 0,
  units: 0,
  paidInCurrency: 0,
  revenueMinor: 0n,
  refundedMinor: 0n,
};

function statementFor(productId: string | null | undefined, categoryId: string | null | undefined) {
  if (productId) return [OF_PRODUCT, [productId]] as const;
  return categoryId ? ([OF_CATEGORY, [categoryId]] as const) : ([OF_SHOP, []] as const);
}

function toFigures({ revenueMinor, refundedMinor, ...counts }: Omit<Row, 'nr'>): Figures {
  return { ...counts, revenueMinor: BigInt(revenueMinor), refundedMinor: BigInt(refundedMinor) };
}

function added(one: Figures, other: Figures): Figures {
  const names = Object.keys(NOTHING) as (keyof Figures)[];
  return Object.fromEntries(names.map((name) => [name, sumOf(one[name], other[name])])) as unknown as Figures;
}

function sumOf(one: number | bigint, other: number | bigint): number | bigint {
  return typeof one === 'bigint' ? one + BigInt(other) : one + Number(other);
}

const COUNTS = ['views', 'searches', 'carts', 'placed', 'checkouts', 'paid', 'cancelled', 'units'];

// A look into the index for each piece: joined, all rows of a span would be compared with all pieces.
const figuresOf = (condition: string): string => `
  SELECT piece.nr, ${COUNTS.map((name) => `coalesce(sum(c.${name}), 0)::float8 AS ${name}`).join(', ')},
         coalesce(sum(c.in_currency), 0)::float8 AS "paidInCurrency",
         coalesce(sum(c.revenue), 0)::text AS "revenueMinor", coalesce(sum(c.refunded), 0)::text AS "refundedMinor"
    FROM ${PIECES} CROSS JOIN LATERAL (
      SELECT ${COUNTS.map((name) => `sum(t.${name}) AS ${name}`).join(', ')},
             sum(t.paid) FILTER (WHERE t.currency = $5) AS in_currency,
             sum(t.revenue_minor) FILTER (WHERE t.currency = $5) AS revenue,
             sum(t.refunded_minor) FILTER (WHERE t.currency = $5) AS refunded
        FROM tally t WHERE ${IN_PIECE} AND ${condition}) AS c
   GROUP BY piece.nr`;

const OF_SHOP = { name: 'sales-report.shop', text: figuresOf("t.kind = 'SHOP'") };
const OF_PRODUCT = { name: 'sales-report.product', text: figuresOf("t.kind = 'PRODUCT' AND t.subject = $6") };
const OF_CATEGORY = {
  name: 'sales-report.category',
  text: figuresOf(`t.kind = 'PRODUCT'
     AND t.subject = ANY (ARRAY(SELECT product_id FROM product_category WHERE category_ids @> ARRAY[$6::uuid]))`),
};
