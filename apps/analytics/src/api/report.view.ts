import { money, type MoneyView, moneyView, toView } from '@tovar/contracts';
import { z } from 'zod';
import type { Figures, SalesBucket, SalesQuestion, SalesReport } from '../queries/sales-report.ts';
import type { Forecast } from '../queries/stock-forecast.ts';
import type { RankedProduct } from '../queries/ranked-products.ts';
import type { SoldCategory } from '../queries/sold-categories.ts';

const count = z.int().nonnegative();

export const funnelView = z.object({
  views: count,
  searches: count,
  carts: count,
  ordersPlaced: count,
  paymentsStarted: count,
  ordersPaid: count,
  ordersCancelled: count,
  unitsSold: count,
  conversionBasisPoints: count.nullable(),
});
export const salesView = z.object({
  orders: count,
  revenue: moneyView,
  refunded: moneyView,
  averageOrder: moneyView.nullable(),
});
const moments = { startsAt: z.iso.datetime(), endsAt: z.iso.datetime() };
export const salesReportView = z.object({
  buckets: z.array(z.object({ ...moments, sales: salesView, funnel: funnelView })),
  sales: salesView,
  funnel: funnelView,
});
export const rankedProductView = z.object({
  productId: z.uuid(),
  views: count,
  orders: count,
  unitsSold: count,
  revenue: moneyView,
  reviews: count,
  ratingHundredths: z.int().nullable(),
});
export const soldCategoryView = z.object({ categoryId: z.uuid(), unitsSold: count, revenue: moneyView });
export const searchedWordsView = z.object({ words: z.string(), searches: count, inVain: count });
export const stockOutView = z.object({
  productId: z.uuid(),
  variantId: z.uuid(),
  sku: z.string(),
  available: z.int(),
  unitsSold: count,
  daysLeft: count,
  runsOutAt: z.iso.datetime(),
});

export type SalesReportView = z.output<typeof salesReportView>;
export type RankedProductView = z.output<typeof rankedProductView>;
export type SoldCategoryView = z.output<typeof soldCategoryView>;
export type StockOutView = z.output<typeof stockOutView>;

/** A report as both APIs answer it. */
export function toSalesReportView(report: SalesReport, question: SalesQuestion): SalesReportView {
  return {
    buckets: report.buckets.map((bucket) => ({ ...momentsOf(bucket), ...parts(bucket.figures, question) })),
    ...parts(report.totals, question),
  };
}

export function toRankedProductView(product: RankedProduct, currency: string): RankedProductView {
  const { score: _, units: unitsSold, revenueMinor, ...counted } = product;
  return { ...counted, unitsSold, revenue: moneyOf(BigInt(revenueMinor), currency) };
}

export function toSoldCategoryView(category: SoldCategory, currency: string): SoldCategoryView {
  const { categoryId, units: unitsSold, revenueMinor } = category;
  return { categoryId, unitsSold, revenue: moneyOf(BigInt(revenueMinor), currency) };
}

export function toStockOutView({ runsOutAt, ...forecast }: Forecast): StockOutView {
  return { ...forecast, runsOutAt: runsOutAt.toISOString() };
}

function momentsOf({ startMs, endMs }: SalesBucket): { startsAt: string; endsAt: string } {
  return { startsAt: new Date(startMs).toISOString(), endsAt: new Date(endMs).toISOString() };
}

function parts(
  figures: Figures,
  { currency, productId, categoryId }: SalesQuestion,
): Pick<SalesReportView, 'sales' | 'funnel'> {
  const { views, searches, carts, placed, checkouts, paid, cancelled, units } = figures;
  const [orders, revenue] = [figures.paidInCurrency, figures.revenueMinor];
  const chances = productId || categoryId ? views : carts;
  return {
    sales: {
      orders,
      revenue: moneyOf(revenue, currency),
      refunded: moneyOf(figures.refundedMinor, currency),
      averageOrder: orders > 0 ? moneyOf(halfUp(revenue, BigInt(orders)), currency) : null,
    },
    funnel: {
      views,
      searches,
      carts,
      ordersPlaced: placed,
      paymentsStarted: checkouts,
      ordersPaid: paid,
      ordersCancelled: cancelled,
      unitsSold: units,
      conversionBasisPoints: chances > 0 ? Math.round((paid / chances) * 10_000) : null,
    },
  };
}

function halfUp(amount: bigint, by: bigint): bigint {
  return (2n * amount + by) / (2n * by);
}

function moneyOf(amount: bigint, currency: string): MoneyView {
  return toView(money(amount, currency));
}
