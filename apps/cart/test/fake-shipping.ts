import type { DeliveryQuote, DeliveryQuoteRequest } from '@tovar/contracts';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';

/** Plays shipping: a test says what can be had, and sees what was asked. */
export class FakeShipping {
  readonly asked: DeliveryQuoteRequest[] = [];
  isDown = false;
  private readonly quotes: DeliveryQuote[] = [];

  readonly serve = (service: FastifyInstance): void => {
    service.post<{ Body: DeliveryQuoteRequest }>('/internal/quotes', ({ body }, reply) => {
      if (this.isDown) return reply.status(503).send({ code: 'SERVICE_UNAVAILABLE' });
      this.asked.push(body);
      const isServed = body.destination.country === 'DE' && body.currency === 'EUR';
      return { quotes: isServed ? this.quotes : [] };
    });
  };

  /** A way to any place in Germany for 4.90 EUR, unless the test says otherwise. */
  method(quote: Partial<DeliveryQuote> = {}): string {
    const methodId = quote.methodId ?? uuidv7();
    this.quotes.push({
      methodId,
      code: 'courier',
      name: { en: 'Courier', ru: 'Курьер' },
      carrier: 'table',
      price: { amount: '490', currency: 'EUR' },
      isTaxIncluded: true,
      taxCategory: 'STANDARD',
      estimate: { minDays: 1, maxDays: 3 },
      ...quote,
    });
    return methodId;
  }
}
