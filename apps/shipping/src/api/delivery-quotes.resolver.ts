import { Args, Query, Resolver } from '@nestjs/graphql';
import { Public } from '@tovar/platform';
import { Parsed } from '@tovar/platform/graphql';
import { z } from 'zod';
import { DeliveryQuotes } from '../queries/delivery-quotes.ts';
import { DeliveryQuoteArgs, DeliveryQuoteType, toQuoteType } from './delivery-quote.types.ts';
import { quoteQuery, toQuoteQuestion } from './quote-query.ts';

const { country, region, postalCode, subtotal, currency } = quoteQuery.shape;
const question = z.strictObject({
  destination: z.strictObject({ country, region: region.nullable(), postalCode: postalCode.nullable() }),
  weightGrams: z.number().int().min(0).transform(String).pipe(quoteQuery.shape.weightGrams),
  subtotal,
  currency,
});
type Question = z.output<typeof question>;

@Resolver(() => DeliveryQuoteType)
export class DeliveryQuotesResolver {
  constructor(private readonly quotes: DeliveryQuotes) {}

  @Public()
  @Query(() => [DeliveryQuoteType], {
    description:
      'What delivery would cost, by every method that can, the cheapest first; none when nothing goes there.',
  })
  async deliveryQuotes(
    @Args({ type: () => DeliveryQuoteArgs }, new Parsed(question)) { destination, ...parcel }: Question,
  ): Promise<DeliveryQuoteType[]> {
    const quotes = await this.quotes.explained(toQuoteQuestion({ ...destination, ...parcel }));
    return quotes.map(toQuoteType);
  }
}
