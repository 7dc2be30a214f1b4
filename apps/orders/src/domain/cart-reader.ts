import type { CheckoutReading } from '@tovar/contracts';

/** Which cart is to be ordered, and by what right: a guest's token, or being its customer. */
export interface CartRequest {
  readonly cartId: string;
  readonly cartToken?: string;
  readonly customerId?: string;
}

export abstract class CartReader {
  /**
   * The cart as it is now, priced for an order with today's quotes of catalog and shipping; undefined when there is no such
   * cart or the buyer may not use it. Throws `ServiceUnavailable` when cart, or whom it asks, does not answer.
   */
  abstract read(request: CartRequest): Promise<CheckoutReading | undefined>;
}
