import { formatDecimal, money } from '@tovar/contracts';
import { quoteCell, writeCells } from '@tovar/platform';
import type { SoldProduct } from '../queries/sold-products.ts';
import type { SalesReportView } from './report.view.ts';

const SALES_HEAD =
  'starts_at,ends_at,currency,orders,revenue,refunded,average_order,units,views,searches,carts,orders_placed,payments_started,orders_paid,orders_cancelled\n';
const PRODUCTS_HEAD = 'product_id,name_en,name_ru,skus,currency,views,orders,units,revenue,reviews,rating\n';

/** A report as lines of a file, its head first. */
export function* salesLines({ buckets }: SalesReportView): Generator<string> {
  yield SALES_HEAD;
  for (const { startsAt, endsAt, sales, funnel } of buckets) {
    const { orders, revenue, refunded, averageOrder } = sales;
    const sold = [orders, revenue.decimal, refunded.decimal, averageOrder?.decimal ?? ''];
    const looked = [funnel.unitsSold, funnel.views, funnel.searches, funnel.carts];
    const ordered = [funnel.ordersPlaced, funnel.paymentsStarted, funnel.ordersPaid, funnel.ordersCancelled];
    yield lineOf([startsAt, endsAt, revenue.currency, ...sold, ...looked, ...ordered]);
  }
}

/** The same for products, as they come. */
export async function* productLines(
  batches: AsyncIterable<readonly SoldProduct[]>,
  currency: string,
): AsyncGenerator<string> {
  yield PRODUCTS_HEAD;
  for await (const batch of batches) yield batch.map((product) => productLine(product, currency)).join('');
}

function productLine(product: SoldProduct, currency: string): string {
  const { productId, named, views, orders, units, revenueMinor, reviews, ratingHundredths } = product;
  const revenue = formatDecimal(money(BigInt(revenueMinor), currency));
  const rating = ratingHundredths === null ? '' : (ratingHundredths / 100).toFixed(2);
  const texts = [named?.name.en, named?.name.ru, named?.skus.join(' ')].map((text = '') => quoteCell(text));
  const counted = [currency, views, orders, units, revenue, reviews, rating].map(String);
  return writeCells([productId, ...texts, ...counted]);
}

/** Of moments and numbers alone: nothing that a person wrote, so there is nothing to quote. */
function lineOf(cells: readonly (string | number)[]): string {
  return `${cells.join(',')}\n`;
}
