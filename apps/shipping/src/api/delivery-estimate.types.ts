import { ArgsType, Directive, Field, ID, ObjectType } from '@nestjs/graphql';
import { markPublic } from '@tovar/platform';

/** Nobody tells that zones and methods have changed; an estimate may be that old. */
const MAX_AGE_MS = 30_000;

@ObjectType('Product', { description: 'Something that the shop sells, as far as shipping knows it.' })
@Directive('@key(fields: "id")')
export class DeliveredProduct {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;
}

@ArgsType()
export class DeliveryEstimateArgs {
  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'State or province.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Zones may be parts of a country.' })
  postalCode?: string | null;
}

/** It depends on nobody who asks. */
export function sharedEstimate(): void {
  markPublic({ tags: [], maxAgeMs: MAX_AGE_MS });
}
