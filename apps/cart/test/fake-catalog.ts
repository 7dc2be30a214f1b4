import type { QuoteRequest, VariantQuote } from '@tovar/contracts';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';

/** Plays catalog: a test sets prices and stock, and sees how often it was asked. */
export class FakeCatalog {
  /** The variant ids of each request for quotes. */
  readonly asked: string[][] = [];
  isDown = false;
  private readonly quotes = new Map<string, VariantQuote>();

  readonly serve = (service: FastifyInstance): void => {
    service.post<{ Body: QuoteRequest }>('/internal/quotes', (request, reply) => {
      if (this.isDown) return reply.status(503).send({ code: 'SERVICE_UNAVAILABLE' });
      const { currency, items } = request.body;
      this.asked.push(items.map(({ variantId }) => variantId));
      return { quotes: items.flatMap(({ variantId }) => this.quoteIn(currency, variantId)) };
    });
  };

  /** A variant on sale for 10.00 EUR, five of them, that weighs nothing, unless the test says otherwise. */
  variant(quote: Partial<VariantQuote> = {}): string {
    const variantId = quote.variantId ?? uuidv7();
    this.quotes.set(variantId, {
      variantId,
      productId: uuidv7(),
      slug: 'kettle',
      sku: 'KET-1',
      name: { en: 'Kettle', ru: 'Чайник' },
      unitPrice: { amount: '1000', currency: 'EUR' },
      isTaxIncluded: true,
      taxCategory: 'STANDARD',
      categoryIds: [],
      weightGrams: 0,
      available: 5,
      isPurchasable: true,
      ...quote,
    });
    return variantId;
  }

  private quoteIn(currency: string, variantId: string): VariantQuote[] {
    const quote = this.quotes.get(variantId);
    if (!quote) return [];
    return [{ ...quote, unitPrice: quote.unitPrice?.currency === currency ? quote.unitPrice : null }];
  }
}
