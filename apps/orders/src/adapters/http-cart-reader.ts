import { Injectable } from '@nestjs/common';
import {
  type CartReading,
  cartReading,
  type CartReadingRequest,
  quoteAnswer,
  type QuoteRequest,
} from '@tovar/contracts';
import { ServiceLink, ServiceRefused, type ServiceRequest, ServiceUnavailable } from '@tovar/platform';
import type { Basket } from '../domain/basket.ts';
import { CartReader, type CartRequest } from '../domain/cart-reader.ts';

/** Asks cart for the lines, then catalog for what they cost today: what the cart says of prices is not even read. */
@Injectable()
export class HttpCartReader extends CartReader {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async read(request: CartRequest): Promise<Basket | undefined> {
    const cart = await this.cart(request);
    return cart && { cart, quotes: await this.quotes(cart) };
  }

  private async cart({ cartId, cartToken, customerId }: CartRequest): Promise<CartReading | undefined> {
    const body: CartReadingRequest = { cartId, cartToken, customerId };
    const answer = await this.ask('cart', '/internal/cart-readings', body).catch((error: unknown) => {
      if (error instanceof ServiceRefused && error.status === 404) return undefined;
      throw error;
    });
    return answer === undefined ? undefined : cartReading.parse(answer);
  }

  private async quotes({ currency, lines }: CartReading): Promise<Basket['quotes']> {
    if (lines.length === 0) return new Map();
    const body: QuoteRequest = { currency, items: lines };
    const { quotes } = quoteAnswer.parse(await this.ask('catalog', '/internal/quotes', body));
    return new Map(quotes.map((quote) => [quote.variantId, quote]));
  }

  private async ask(service: string, path: string, body: object): Promise<unknown> {
    const request: ServiceRequest = { service, method: 'POST', path, body, isSafeToRepeat: true };
    try {
      return await this.link.json<unknown>(request);
    } catch (error) {
      const isDown = error instanceof ServiceRefused && error.status >= 500;
      throw isDown ? new ServiceUnavailable(service, { cause: error }) : error;
    }
  }
}
