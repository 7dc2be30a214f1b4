import { Args, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { Parsed } from '@tovar/platform/graphql';
import { z } from 'zod';
import { DeliveryEstimates } from '../queries/delivery-estimates.ts';
import { DeliveredProduct, DeliveryEstimateArgs, sharedEstimate } from './delivery-estimate.types.ts';
import { DeliveryEstimateType } from './delivery-quote.types.ts';
import { quoteQuery } from './quote-query.ts';

const { country, region, postalCode } = quoteQuery.shape;
const place = z.strictObject({ country, region: region.nullable(), postalCode: postalCode.nullable() });
type Place = z.output<typeof place>;

/** What shipping adds to a product. */
@Resolver(() => DeliveredProduct)
export class DeliveryEstimatesResolver {
  constructor(private readonly estimates: DeliveryEstimates) {}

  @ResolveReference()
  resolveReference({ id }: { id: string }): DeliveredProduct {
    sharedEstimate();
    return { id };
  }

  // Nullable, also so that a product is still a product while shipping cannot be asked.
  @ResolveField('deliveryEstimate', () => DeliveryEstimateType, {
    nullable: true,
    description: 'By the quickest way to that place; null where nothing is delivered.',
  })
  async deliveryEstimate(
    @Args({ type: () => DeliveryEstimateArgs }, new Parsed(place)) destination: Place,
  ): Promise<DeliveryEstimateType | undefined> {
    return this.estimates.to(destination);
  }
}
