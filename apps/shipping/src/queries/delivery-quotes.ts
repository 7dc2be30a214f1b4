import { Injectable, Logger } from '@nestjs/common';
import { type DeliveryQuote, type Money, toJson } from '@tovar/contracts';
import type { Destination } from '../domain/area.ts';
import { Carriers, type PricedMethod, type QuotedParcel, type ReachingMethod } from '../domain/carrier.ts';
import { cheapestFirst, requireRateIn } from '../domain/offers.ts';
import { ReachingMethods } from './reaching-methods.ts';

/** Something that would have to be delivered. */
export interface QuoteQuestion {
  readonly destination: Destination;
  readonly weightGrams: number;
  /** The goods after their discounts; quotes are in its currency. */
  readonly subtotal: Money;
}

/** What delivery costs, by every method that can. One statement. */
@Injectable()
export class DeliveryQuotes {
  private readonly logger = new Logger('DeliveryQuotes');

  constructor(
    private readonly methods: ReachingMethods,
    private readonly carriers: Carriers,
  ) {}

  /** The cheapest first; none when nothing can be delivered there for this currency. */
  async answer(question: QuoteQuestion): Promise<DeliveryQuote[]> {
    return this.priced(question, await this.reaching(question));
  }

  /** For somebody who has to be told why there is none: throws `CurrencyWithoutRate`. */
  async explained(question: QuoteQuestion): Promise<DeliveryQuote[]> {
    const methods = await this.reaching(question);
    const quotes = await this.priced(question, methods);
    if (quotes.length === 0) requireRateIn(question.subtotal.currency, methods);
    return quotes;
  }

  private reaching({ destination, subtotal }: QuoteQuestion): Promise<ReachingMethod[]> {
    return this.methods.find(destination, subtotal.currency);
  }

  private async priced(parcel: QuotedParcel, methods: readonly ReachingMethod[]): Promise<DeliveryQuote[]> {
    const byCarrier = Map.groupBy(methods, ({ carrier }) => carrier);
    const offers = await Promise.all([...byCarrier].map(([code, own]) => this.offersOf(code, parcel, own)));
    return cheapestFirst(offers.flat()).map(toQuote);
  }

  /** A carrier that cannot be asked now takes none of the others along. */
  private async offersOf(
    code: string,
    parcel: QuotedParcel,
    methods: readonly ReachingMethod[],
  ): Promise<readonly PricedMethod[]> {
    try {
      return await this.carriers.get(code).quote(parcel, methods);
    } catch (error) {
      this.logger.warn(`No quotes of ${code}: ${(error as Error).message}`);
      return [];
    }
  }
}

function toQuote({ method, price, estimate }: PricedMethod): DeliveryQuote {
  const { id: methodId, code, name, carrier, isTaxIncluded, taxCategory } = method;
  return { methodId, code, name, carrier, price: toJson(price), isTaxIncluded, taxCategory, estimate };
}
