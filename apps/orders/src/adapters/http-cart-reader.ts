import { Injectable } from '@nestjs/common';
import { type CheckoutReading, checkoutReading, type CheckoutRequest } from '@tovar/contracts';
import { askService, ServiceLink, ServiceRefused } from '@tovar/platform';
import { CartReader, type CartRequest } from '../domain/cart-reader.ts';

/** Asks cart for the whole checkout in one call; what it says is checked against its contract here, its sums by the domain. */
@Injectable()
export class HttpCartReader extends CartReader {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async read({ cartId, cartToken, customerId }: CartRequest): Promise<CheckoutReading | undefined> {
    const body: CheckoutRequest = { cartId, cartToken, customerId };
    try {
      return checkoutReading.parse(await askService(this.link, 'cart', '/internal/checkouts', body));
    } catch (error) {
      if (error instanceof ServiceRefused && error.status === 404) return undefined;
      throw error;
    }
  }
}
