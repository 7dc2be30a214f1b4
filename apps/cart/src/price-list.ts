import { Injectable } from '@nestjs/common';
import { quoteAnswer, type QuoteRequest } from '@tovar/contracts';
import { ServiceLink, ServiceRefused, ServiceUnavailable } from '@tovar/platform';
import type { Quotes } from './domain/priced-cart.ts';

/** Catalog's prices and availability. */
@Injectable()
export class PriceList {
  constructor(private readonly link: ServiceLink) {}

  /** One request for all variants, none for no variants. Throws `ServiceUnavailable` when catalog does not answer. */
  async quote(currency: string, variantIds: readonly string[]): Promise<Quotes> {
    if (variantIds.length === 0) return new Map();
    const answer = await this.ask({ currency, variantIds: [...new Set(variantIds)] });
    return new Map(quoteAnswer.parse(answer).quotes.map((quote) => [quote.variantId, quote]));
  }

  private async ask(body: QuoteRequest): Promise<unknown> {
    const request = {
      service: 'catalog',
      method: 'POST',
      path: '/internal/quotes',
      body,
      isSafeToRepeat: true,
    } as const;
    try {
      return await this.link.json<unknown>(request);
    } catch (error) {
      const isDown = error instanceof ServiceRefused && error.status >= 500;
      throw isDown ? new ServiceUnavailable('catalog', { cause: error }) : error;
    }
  }
}
