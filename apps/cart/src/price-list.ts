import { Injectable } from '@nestjs/common';
import { quoteAnswer, type QuoteRequest } from '@tovar/contracts';
import { ServiceLink, ServiceRefused, ServiceUnavailable } from '@tovar/platform';
import type { Quotes } from './domain/priced-cart.ts';

export interface WantedVariant {
  readonly variantId: string;
  readonly quantity: number;
}

/** Catalog's prices and availability. */
@Injectable()
export class PriceList {
  constructor(private readonly link: ServiceLink) {}

  /** One request for all variants, none for no variants; what is wanted of one variant adds up. Throws `ServiceUnavailable` when catalog does not answer. */
  async quote(currency: string, wanted: readonly WantedVariant[]): Promise<Quotes> {
    if (wanted.length === 0) return new Map();
    const quantities = new Map<string, number>();
    for (const { variantId, quantity } of wanted) {
      quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
    }
    const items = Array.from(quantities, ([variantId, quantity]) => ({ variantId, quantity }));
    const answer = await this.ask({ currency, items });
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
