import { Injectable } from '@nestjs/common';
import { shippingClearance, type ShippingClearance } from '@tovar/contracts';
import { ServiceLink, ServiceRefused } from '@tovar/platform';
import { OrderNotShippable } from '../domain/parcel.errors.ts';
import { ShippingOrders } from '../domain/shipping-orders.ts';

/** Orders, over the link between services. */
@Injectable()
export class LinkedOrders extends ShippingOrders {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async clear(orderId: string): Promise<ShippingClearance> {
    try {
      const answer = await this.link.json({
        service: 'orders',
        method: 'POST',
        path: '/internal/shipping-clearances',
        body: { orderId },
        isSafeToRepeat: true,
      });
      return shippingClearance.parse(answer);
    } catch (error) {
      if (!(error instanceof ServiceRefused) || error.code !== 'ORDER_NOT_SHIPPABLE') throw error;
      const { why } = error.details;
      throw new OrderNotShippable(orderId, typeof why === 'string' ? why : 'orders says no', { cause: error });
    }
  }
}
