import { Injectable } from '@nestjs/common';
import type { ShippingClearance } from '@tovar/contracts';
import { clearForShipping } from '../domain/fulfillment-progress.ts';
import { OrderNotShippable } from '../domain/order.errors.ts';
import { SHOP } from '../domain/order-history.ts';
import { OrderRepository } from '../domain/order.repository.ts';
import { OrderDetails } from '../queries/order-details.ts';

/** The last word before a parcel leaves: a cancellation comes before it, or not at all. */
@Injectable()
export class ClearForShipping {
  constructor(
    private readonly orders: OrderRepository,
    private readonly details: OrderDetails,
  ) {}

  /** Returns where the order goes. Throws `NotFound` and `OrderNotShippable`. */
  async execute({ orderId }: { orderId: string }): Promise<ShippingClearance> {
    await this.orders.update(orderId, new Date(), (order) => ({ by: SHOP, events: clearForShipping(order) }));
    const order = await this.details.find(orderId);
    if (!order?.delivery) throw new OrderNotShippable(orderId, 'nothing of it is delivered');
    return { address: order.delivery.address, email: order.email };
  }
}
