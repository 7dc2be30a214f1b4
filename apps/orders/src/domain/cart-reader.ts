import type { Basket } from './basket.ts';

/** Which cart is to be ordered, and by what right: a guest's token, or being its customer. */
export interface CartRequest {
  readonly cartId: string;
  readonly cartToken?: string;
  readonly customerId?: string;
}

export abstract class CartReader {
  /**
   * The cart as it is now, with today's prices and availability from catalog; undefined when there is no such cart or the
   * buyer may not use it. Throws `ServiceUnavailable` when cart or catalog does not answer.
   */
  abstract read(request: CartRequest): Promise<Basket | undefined>;
}
