import { Injectable } from '@nestjs/common';
import type { QuoteAnswer } from '@tovar/contracts';
import { ServiceLink } from '@tovar/platform';
import { type NamedProduct, ProductNames } from '../domain/product-names.ts';

/** Any will do: what is asked for is the name, not the price. */
const CURRENCY = 'EUR';

@Injectable()
export class LinkProductNames extends ProductNames {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async find(variantId: string): Promise<NamedProduct | undefined> {
    const body = { items: [{ variantId, quantity: 1 }], currency: CURRENCY };
    const asked = { service: 'catalog', method: 'POST', path: '/internal/quotes', body, isSafeToRepeat: true } as const;
    const { quotes } = await this.link.json<QuoteAnswer>(asked);
    const [quote] = quotes;
    return quote?.isPurchasable ? { product: quote.name, slug: quote.slug } : undefined;
  }
}
