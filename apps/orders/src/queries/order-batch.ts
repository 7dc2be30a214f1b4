import { Injectable } from '@nestjs/common';
import { OrderDetails } from './order-details.ts';
import type { OrderView } from './order-row.ts';

/** Orders that other subgraphs refer to: all that are asked for in one go are read by one statement. */
@Injectable()
export class OrderBatch {
  private waiting?: { readonly orderIds: Set<string>; readonly found: Promise<Map<string, OrderView>> };

  constructor(private readonly details: OrderDetails) {}

  async find(orderId: string): Promise<OrderView | undefined> {
    this.waiting ??= this.open();
    const { orderIds, found } = this.waiting;
    orderIds.add(orderId);
    return (await found).get(orderId);
  }

  private open() {
    const orderIds = new Set<string>();
    return { orderIds, found: this.readSoon(orderIds) };
  }

  /** Once everybody who asks in this turn of the event loop has asked. */
  private async readSoon(orderIds: Set<string>): Promise<Map<string, OrderView>> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.waiting = undefined;
    const orders = await this.details.findAll([...orderIds]);
    return new Map(orders.map((order) => [order.id, order]));
  }
}
