import { Injectable } from '@nestjs/common';
import { type DeliveryQuote, deliveryQuoteAnswer, type DeliveryQuoteRequest } from '@tovar/contracts';
import { askService, ServiceLink } from '@tovar/platform';

/** Shipping's offers: what it costs to deliver a parcel. */
@Injectable()
export class DeliveryRates {
  constructor(private readonly link: ServiceLink) {}

  /** The cheapest first; empty when nothing can be delivered there. Throws `ServiceUnavailable`. */
  async quote(parcel: DeliveryQuoteRequest): Promise<readonly DeliveryQuote[]> {
    const answer = await askService(this.link, 'shipping', '/internal/quotes', parcel);
    return deliveryQuoteAnswer.parse(answer).quotes;
  }
}
