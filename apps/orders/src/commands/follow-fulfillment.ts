import { Injectable } from '@nestjs/common';
import { type FulfillmentMessage, followFulfillment } from '../domain/fulfillment-progress.ts';
import { SHOP } from '../domain/order-history.ts';
import { OrderRepository } from '../domain/order.repository.ts';

@Injectable()
export class FollowFulfillment {
  constructor(private readonly orders: OrderRepository) {}

  /** Lets the order follow its parcels and returns; repeated and late messages do no harm. Throws `NotFound`. */
  async execute(message: FulfillmentMessage): Promise<void> {
    await this.orders.update(message.data.orderId, new Date(), (order) => ({
      by: SHOP,
      events: followFulfillment(order, message),
    }));
  }
}
