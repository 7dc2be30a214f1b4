import { Injectable } from '@nestjs/common';
import {
  type CursorKey,
  Database,
  decodeCursor,
  InvalidCursor,
  type KeysetPage,
  pageSize,
  toPage,
} from '@tovar/platform';
import { needsCurrency, OrderConditions, type OrderFilter, type OrderSort } from './order-filter.ts';
import { type OrderRow, type OrderView, SELECT_ORDERS, toOrderView } from './order-row.ts';

export interface ListRequest {
  readonly filter: OrderFilter;
  /** The newest first unless it is given. */
  readonly sort?: OrderSort | null;
  /** 1 to 100; 20 unless it is given. */
  readonly size?: number | null;
  /** The end of the page before. */
  readonly after?: string | null;
}

/** A page of orders, and how to find the place of each. */
export interface OrderPage extends KeysetPage<OrderView> {
  readonly keyOf: (order: OrderView) => CursorKey;
}

interface Sorting {
  readonly column: 'placed_at' | 'total_minor';
  readonly isAscending: boolean;
}

const SORTINGS: Readonly<Record<OrderSort, Sorting>> = {
  NEWEST: { column: 'placed_at', isAscending: false },
  OLDEST: { column: 'placed_at', isAscending: true },
  CHEAPEST: { column: 'total_minor', isAscending: true },
  DEAREST: { column: 'total_minor', isAscending: false },
};

/** Orders that fit a filter, by keyset: each page is one statement and costs the same however deep it is. */
@Injectable()
export class OrderList {
  constructor(private readonly database: Database) {}

  /**
   * Throws `InvalidPageSize` or `InvalidCursor`, and `InvalidInput` where totals are compared without a currency, before
   * any statement.
   */
  async find({ filter, sort, size, after }: ListRequest): Promise<OrderPage> {
    const limit = pageSize(size);
    const { text, values } = listStatement({ filter, sort, size: limit, after });
    const rows = await this.database.query<OrderRow>(text, values);
    const keyOf = keyOfSort(sort ?? 'NEWEST');
    return { ...toPage(rows.map(toOrderView), limit, keyOf), keyOf };
  }

  /** How many fit, however many pages they fill. */
  async count(filter: OrderFilter): Promise<number> {
    const conditions = new OrderConditions(filter);
    const rows = await this.database.query<{ count: string }>(COUNT + conditions.text, conditions.values);
    return Number(rows[0]?.count);
  }
}

/** The statement of a page, with one row more than the page holds. */
export function listStatement({ filter, sort, size, after }: ListRequest & { readonly size: number }): {
  readonly text: string;
  readonly values: unknown[];
} {
  const { column, isAscending } = SORTINGS[sort ?? 'NEWEST'];
  if (column === 'total_minor' && filter.currency === undefined) throw needsCurrency();
  const conditions = new OrderConditions(filter);
  if (after) {
    const [value, orderId] = placeOf(after, column).map((part) => conditions.value(part));
    conditions.add(`(v.${column}, v.order_id) ${isAscending ? '>' : '<'} (${value}, ${orderId}::uuid)`);
  }
  const direction = isAscending ? 'ASC' : 'DESC';
  const order = `ORDER BY v.${column} ${direction}, v.order_id ${direction} LIMIT ${conditions.value(size + 1)}`;
  return { text: `${SELECT_ORDERS}${conditions.text} ${order}`, values: conditions.values };
}

function keyOfSort(sort: OrderSort): OrderPage['keyOf'] {
  if (SORTINGS[sort].column === 'placed_at') return ({ placedAt, id }) => [placedAt.toISOString(), id];
  return ({ total, id }) => [total.amount.toString(), id];
}

function placeOf(cursor: string, column: Sorting['column']): readonly string[] {
  if (column === 'placed_at') return decodeCursor(cursor, 'moment', 'uuid');
  const [total, orderId] = decodeCursor(cursor, 'string', 'uuid');
  if (!/^\d{1,16}$/.test(total)) throw new InvalidCursor();
  return [total, orderId];
}

const COUNT = `
  SELECT count(*) FROM order_view v JOIN order_placement p ON p.order_id = v.order_id
   WHERE v.generation = (SELECT live FROM order_view_generation)`;
