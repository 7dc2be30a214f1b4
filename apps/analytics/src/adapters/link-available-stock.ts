import { Injectable } from '@nestjs/common';
import { quoteAnswer } from '@tovar/contracts';
import { ServiceLink } from '@tovar/platform';
import { AvailableStock, type StockedVariant } from '../domain/available-stock.ts';

/** The catalogue's quotes, over the link between services; their prices are not looked at. */
@Injectable()
export class LinkAvailableStock extends AvailableStock {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async of(variantIds: readonly string[]): Promise<readonly StockedVariant[]> {
    if (variantIds.length === 0) return [];
    const answer = await this.link.json({
      service: 'catalog',
      method: 'POST',
      path: '/internal/quotes',
      body: { items: variantIds.map((variantId) => ({ variantId, quantity: 1 })), currency: 'EUR' },
      isSafeToRepeat: true,
    });
    return quoteAnswer.parse(answer).quotes.map(({ variantId, productId, sku, available }) => {
      return { variantId, productId, sku, available };
    });
  }
}
