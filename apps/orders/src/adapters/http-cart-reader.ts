import { Injectable } from '@nestjs/common';
import { type CheckoutReading, checkoutReading, type CheckoutRequest } from '@tovar/contracts';
import { ServiceLink, ServiceRefused, ServiceUnavailable } from '@tovar/platform';
import { CartReader, type CartRequest } from '../domain/cart-reader.ts';

/** Asks cart for the whole checkout in one call; what it says is checked against its contract here, its sums by the domain. */
@Injectable()
export class HttpCartReader extends CartReader {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async read({ cartId, cartToken, customerId }: CartRequest): Promise<CheckoutReading | undefined> {
    const body: CheckoutRequest = { cartId, cartToken, customerId };
    const request = {
      service: 'cart',
      method: 'POST',
      path: '/internal/checkouts',
      body,
      isSafeToRepeat: true,
    } as const;
    try {
      return checkoutReading.parse(await this.link.json<unknown>(request));
    } catch (error) {
      if (!(error instanceof ServiceRefused)) throw error;
      if (error.status === 404) return undefined;
      throw error.status >= 500 ? new ServiceUnavailable('cart', { cause: error }) : error;
    }
  }
}
