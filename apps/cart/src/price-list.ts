import { Injectable } from '@nestjs/common';
import { quoteAnswer } from '@tovar/contracts';
import { askService, ServiceLink } from '@tovar/platform';
import type { Quotes } from './domain/priced-cart.ts';

export interface WantedVariant {
  readonly variantId: string;
  readonly quantity: number;
}

/** Catalog's prices and availability. */
@Injectable()
export class PriceList {
  constructor(private readonly link: ServiceLink) {}

  /** One request for all variants, none for no variants. Throws `ServiceUnavailable` when catalog does not answer. */
  async quote(currency: string, items: readonly WantedVariant[]): Promise<Quotes> {
    if (items.length === 0) return new Map();
    const wanted = items.map(({ variantId, quantity }) => ({ variantId, quantity }));
    const answer = await askService(this.link, 'catalog', '/internal/quotes', { currency, items: wanted });
    return new Map(quoteAnswer.parse(answer).quotes.map((quote) => [quote.variantId, quote]));
  }
}
