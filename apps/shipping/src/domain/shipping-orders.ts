import type { ShippingClearance } from '@tovar/contracts';

/** What shipping asks of orders. */
export abstract class ShippingOrders {
  /**
   * Whether the order may be sent now, and where to; once it may, it cannot be cancelled any more. Safe to repeat. Throws
   * `OrderNotShippable`, or what the link throws when orders does not answer.
   */
  abstract clear(orderId: string): Promise<ShippingClearance>;
}
