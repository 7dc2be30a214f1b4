import { Injectable } from '@nestjs/common';
import { RequestBatch } from '@tovar/platform';
import { OrderDetails } from './order-details.ts';
import type { OrderView } from './order-row.ts';

/** Orders that other subgraphs refer to: all that are asked for in one go are read by one statement. */
@Injectable()
export class OrderBatch {
  private readonly orders = new RequestBatch((orderIds) => this.load(orderIds));

  constructor(private readonly details: OrderDetails) {}

  find(orderId: string): Promise<OrderView | undefined> {
    return this.orders.load(orderId);
  }

  private async load(orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderView>> {
    const orders = await this.details.findAll(orderIds);
    return new Map(orders.map((order) => [order.id, order]));
  }
}
