import { Injectable } from '@nestjs/common';
import { NotFound } from '@tovar/platform';
import type { Fulfillment } from '../domain/fulfillment.ts';
import { type Decision, FulfillmentRepository } from '../domain/fulfillment.repository.ts';
import { ShippingOrders } from '../domain/shipping-orders.ts';

/** What every step has in common that begins to send something: orders is asked first, and remembers it. */
@Injectable()
export class SendParcel {
  constructor(
    private readonly fulfillments: FulfillmentRepository,
    private readonly orders: ShippingOrders,
  ) {}

  /** Throws `NotFound`, what `decide` throws, and `OrderNotShippable`. What would be refused is not asked for. */
  async execute(shipmentId: string, decide: (fulfillment: Fulfillment) => Decision): Promise<void> {
    const orderId = await this.fulfillments.orderOfShipment(shipmentId);
    const seen = orderId === undefined ? undefined : await this.fulfillments.find(orderId);
    if (!seen) throw new NotFound('The shipment');
    if (decide(seen).events.length === 0) return;
    await this.orders.clear(seen.orderId);
    await this.fulfillments.update(seen.orderId, new Date(), decide);
  }
}
