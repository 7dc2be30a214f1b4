import { Injectable } from '@nestjs/common';
import { id as uuid } from '@tovar/contracts';
import { Database, decodeCursor, InvalidCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import { type OrderRow, type OrderView, SELECT_ORDERS, toOrderView } from './order-row.ts';

export interface PageRequest {
  /** 1 to 100; 20 unless it is given. */
  readonly size?: number | null;
  /** The end of the page before. */
  readonly after?: string | null;
}

/** A customer's own orders. */
@Injectable()
export class OrderList {
  constructor(private readonly database: Database) {}

  /** Newest first, by one statement. Throws `InvalidPageSize` or `InvalidCursor` before any. */
  async ofCustomer(customerId: string, { size, after }: PageRequest): Promise<KeysetPage<OrderView>> {
    const limit = pageSize(size);
    const before = after ? orderIdOf(after) : LAST_OF_ALL;
    const rows = await this.database.prepared<OrderRow>(OF_CUSTOMER, [customerId, before, limit + 1]);
    return toPage(rows.map(toOrderView), limit, cursorKeyOf);
  }

  async countOfCustomer(customerId: string): Promise<number> {
    const rows = await this.database.prepared<{ count: string }>(COUNT, [customerId]);
    return Number(rows[0]?.count);
  }
}

/** An order's place in the list: UUIDv7 grows with time. */
export function cursorKeyOf({ id }: Pick<OrderView, 'id'>): readonly [string] {
  return [id];
}

function orderIdOf(cursor: string): string {
  const [orderId] = decodeCursor(cursor, 'uuid');
  if (!uuid.safeParse(orderId).success) throw new InvalidCursor();
  return orderId;
}

const LAST_OF_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const OF_CUSTOMER = {
  name: 'orders.of-customer',
  text: `${SELECT_ORDERS} AND v.customer_id = $1 AND v.order_id < $2 ORDER BY v.order_id DESC LIMIT $3`,
};
const COUNT = { name: 'orders.count-of-customer', text: 'SELECT count(*) FROM orders WHERE customer_id = $1' };
