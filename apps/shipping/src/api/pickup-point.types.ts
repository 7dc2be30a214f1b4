import { ArgsType, Field, Float, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { PageArgs, PageInfo } from '@tovar/platform/graphql';
import type { PickupPoint } from '../domain/carrier.ts';

@ArgsType()
export class PickupPointArgs extends PageArgs {
  @Field({ description: 'Whose: the carrier of a delivery option.' })
  carrier: string;

  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'Near which postal code.' })
  postalCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In which city, as the carrier spells it; instead of a postal code.',
  })
  city?: string | null;
}

@ObjectType('PickupPoint', { description: 'Where a carrier hands parcels over. What is in it is its own words.' })
export class PickupPointType {
  @Field({ description: 'Pass it as "pickupPoint" of an address.' })
  code: string;

  @Field({ description: 'What it is called.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Tells cities of one name apart.' })
  region: string | null;

  @Field({ description: 'Town or village.' })
  city: string;

  @Field({ description: 'Street and number.' })
  address: string;

  @Field(() => String, { nullable: true, description: 'Its postal code.' })
  postalCode: string | null;

  @Field(() => String, { nullable: true, description: 'When it is open.' })
  openingHours: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84.' })
  latitude: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees, WGS 84.' })
  longitude: number | null;
}

@ObjectType('PickupPointEdge', { description: 'A pick-up point in its list.' })
export class PickupPointEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => PickupPointType, { description: 'The point.' })
  node: PickupPointType;
}

@ObjectType('PickupPointConnection', { description: 'Pick-up points, in the order of their codes.' })
export class PickupPointConnection {
  @Field(() => [PickupPointEdge], { description: 'In order.' })
  edges: PickupPointEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

export function toPickupPointConnection({ items, hasNext, endCursor }: KeysetPage<PickupPoint>): PickupPointConnection {
  const edges = items.map((point) => ({ cursor: encodeCursor([point.code]), node: point }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
