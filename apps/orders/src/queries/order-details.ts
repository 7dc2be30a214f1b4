import { Injectable } from '@nestjs/common';
import { anyOf, Database, NotFound } from '@tovar/platform';
import { mayRead, type Viewer } from '../domain/order-access.ts';
import { orderAsOf } from './order-as-of.ts';
import { type OrderRow, type OrderView, SELECT_ORDERS, toOrderView } from './order-row.ts';

/** Single orders, each by one statement. */
@Injectable()
export class OrderDetails {
  constructor(private readonly database: Database) {}

  /** Throws `NotFound` for an order that does not exist and for one that the viewer may not read, alike. */
  async get(orderId: string, viewer: Viewer): Promise<OrderView> {
    const order = await this.find(orderId);
    if (!order || !mayRead(order, viewer, new Date())) throw new NotFound('The order');
    return order;
  }

  /** The same, as it was at a moment; also `NotFound` before it was placed. Without a moment as it is now. */
  async getAsOf(orderId: string, viewer: Viewer, at: Date | null | undefined): Promise<OrderView> {
    const order = await this.get(orderId, viewer);
    const then = at ? orderAsOf(order, at) : order;
    if (!then) throw new NotFound('The order');
    return then;
  }

  /** For callers who have decided already that it may be shown. */
  async find(orderId: string): Promise<OrderView | undefined> {
    return (await this.findAll([orderId]))[0];
  }

  /** Those of the orders that exist, in no order, by one statement. */
  async findAll(orderIds: readonly string[]): Promise<OrderView[]> {
    const rows = await this.database.prepared<OrderRow>(BY_IDS, [orderIds]);
    return rows.map(toOrderView);
  }
}

const BY_IDS = { name: 'orders.by-ids', text: `${SELECT_ORDERS} AND v.order_id = ${anyOf('uuid')}` };
