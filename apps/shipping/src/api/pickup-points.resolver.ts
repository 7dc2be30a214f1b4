import { Args, Query, Resolver } from '@nestjs/graphql';
import { Public } from '@tovar/platform';
import { Parsed } from '@tovar/platform/graphql';
import { z } from 'zod';
import { PickupPoints } from '../queries/pickup-points.ts';
import {
  PickupPointArgs,
  PickupPointConnection,
  PickupPointType,
  toPickupPointConnection,
} from './pickup-point.types.ts';
import { namesOnePlace, ONE_PLACE, pickupQuery } from './pickup-query.ts';

const question = z
  .strictObject({
    ...pickupQuery.shape,
    postalCode: pickupQuery.shape.postalCode.nullable(),
    city: pickupQuery.shape.city.nullable(),
    first: z.number().nullish(),
    after: z.string().max(1_000).nullish(),
  })
  .refine(namesOnePlace, ONE_PLACE);
type Question = z.output<typeof question>;

@Resolver(() => PickupPointType)
export class PickupPointsResolver {
  constructor(private readonly points: PickupPoints) {}

  @Public()
  @Query(() => PickupPointConnection, {
    description: 'Where what a carrier brings can be picked up; none where it brings everything to the door.',
  })
  async pickupPoints(
    @Args({ type: () => PickupPointArgs }, new Parsed(question)) asked: Question,
  ): Promise<PickupPointConnection> {
    return toPickupPointConnection(await this.points.page(asked));
  }
}
