import { Injectable } from '@nestjs/common';
import {
  anyOf,
  Database,
  decodeCursor,
  type KeysetPage,
  type PageQuestion,
  pageSize,
  PagesTogether,
  RequestBatch,
  rowsOf,
  toPage,
} from '@tovar/platform';
import { type OrderRow, type OrderView, SELECT_ORDERS, toOrderView } from './order-row.ts';

/** What people have ordered, the newest first, and how much: one statement for all people whom a request asks about. */
@Injectable()
export class CustomerOrders {
  private readonly pages = new PagesTogether<PageQuestion, OrderView>((ids, question) => this.load(ids, question));
  private readonly counts = new RequestBatch((ids) => this.loadCounts(ids));

  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`, both before any SQL. */
  async of(customerId: string, { first, after }: PageQuestion): Promise<KeysetPage<OrderView>> {
    const question = { first: pageSize(first), after };
    placeOf(question);
    return this.pages.of(customerId, question);
  }

  async countOf(customerId: string): Promise<number> {
    return (await this.counts.load(customerId)) ?? 0;
  }

  private async load(
    customerIds: readonly string[],
    question: PageQuestion,
  ): Promise<ReadonlyMap<string, KeysetPage<OrderView>>> {
    const size = pageSize(question.first);
    const rows = await this.database.prepared<OrderRow>(PAGES, [customerIds, ...placeOf(question), size + 1]);
    const byCustomer = Map.groupBy(rows.map(toOrderView), ({ customerId }) => customerId ?? '');
    return new Map([...byCustomer].map(([customerId, orders]) => [customerId, toPage(orders, size, cursorOf)]));
  }

  private async loadCounts(customerIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.prepared<{ id: string; count: number }>(COUNTS, [customerIds]);
    return new Map(rows.map(({ id, count }) => [id, count]));
  }
}

/** Behind which order a page begins. */
export function cursorOf({ placedAt, id }: OrderView): readonly [string, string] {
  return [placedAt.toISOString(), id];
}

function placeOf({ after }: PageQuestion): readonly [string, string] {
  return after ? decodeCursor(after, 'moment', 'uuid') : ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
}

const LIVE = '(SELECT live FROM order_view_generation)';
const PAGES = {
  name: 'orders.of-customers',
  text: `${SELECT_ORDERS} AND v.order_id IN (
           SELECT page.order_id
             FROM ${rowsOf('uuid')} AS asked (customer_id)
                  CROSS JOIN LATERAL (
                    SELECT order_id FROM order_view
                     WHERE generation = ${LIVE} AND customer_id = asked.customer_id
                       AND (placed_at, order_id) < ($2::timestamptz, $3::uuid)
                     ORDER BY placed_at DESC, order_id DESC LIMIT $4) AS page)
         ORDER BY v.customer_id, v.placed_at DESC, v.order_id DESC`,
};
const COUNTS = {
  name: 'orders.count-of-customers',
  text: `SELECT customer_id AS id, count(*)::integer AS count FROM order_view
          WHERE generation = ${LIVE} AND customer_id = ${anyOf('uuid')} GROUP BY customer_id`,
};
