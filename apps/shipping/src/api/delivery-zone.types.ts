import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { PageInfo, UserError } from '@tovar/platform/graphql';
import type { Zone } from '../domain/zone.ts';
import { toZoneView } from './delivery-zone.view.ts';

@ObjectType('DeliveryArea', { description: 'A country, or a part of it.' })
export class DeliveryAreaType {
  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'A state or province, in capitals; null for all of them.' })
  region: string | null;

  @Field(() => String, { nullable: true, description: 'How its postal codes begin; null for all of them.' })
  postalPrefix: string | null;
}

@ObjectType('DeliveryZone', {
  description: 'Where something is delivered to on the same terms. Of several zones the most specific one counts.',
})
export class DeliveryZoneType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field({ description: 'A stable word, unique in the shop.' })
  code: string;

  @Field({ description: 'For staff.' })
  name: string;

  @Field(() => [DeliveryAreaType], { description: 'All that belongs to it.' })
  areas: DeliveryAreaType[];

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;
}

@ObjectType({ description: 'A zone in its list.' })
export class DeliveryZoneEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => DeliveryZoneType, { description: 'The zone.' })
  node: DeliveryZoneType;
}

@ObjectType({ description: 'Zones, by code.' })
export class DeliveryZoneConnection {
  @Field(() => [DeliveryZoneEdge], { description: 'In order.' })
  edges: DeliveryZoneEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@InputType({ description: 'A country, or a part of it by region or by postal codes, not by both.' })
export class DeliveryAreaInput {
  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => String, { nullable: true, description: 'A state or province; capitals make no difference.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'How its postal codes begin: "10" is a part of Berlin.' })
  postalPrefix?: string | null;
}

@InputType({ description: 'A new zone.' })
export class CreateDeliveryZoneInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Repeat a request with the same key, and it takes effect once. The Idempotency-Key header says the same.',
  })
  idempotencyKey?: string | null;

  @Field({ description: 'Small letters and digits in words joined by hyphens, unique in the shop.' })
  code: string;

  @Field({ description: 'For staff.' })
  name: string;

  @Field(() => [DeliveryAreaInput], { description: '1 to 500; an area belongs to one zone.' })
  areas: DeliveryAreaInput[];
}

@InputType({ description: 'What changes of a zone; whatever is not named stays.' })
export class DeliveryZoneChangesInput {
  @Field(() => String, { nullable: true, description: 'Unique in the shop.' })
  code?: string;

  @Field(() => String, { nullable: true, description: 'For staff.' })
  name?: string;

  @Field(() => [DeliveryAreaInput], { nullable: true, description: 'All areas: those that are not named are gone.' })
  areas?: DeliveryAreaInput[];
}

@InputType({ description: 'Changes of a zone.' })
export class EditDeliveryZoneInput {
  @Field(() => ID, { description: 'Which zone.' })
  id: string;

  @Field(() => Int, { description: 'The version that was read; at another one nothing is changed.' })
  expectedVersion: number;

  @Field(() => DeliveryZoneChangesInput, { description: 'What changes.' })
  changes: DeliveryZoneChangesInput;
}

@InputType({ description: 'A zone that is to be forgotten.' })
export class DeleteDeliveryZoneInput {
  @Field(() => ID, { description: 'Which zone.' })
  id: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion: number;
}

@ObjectType({ isAbstract: true })
abstract class ZonePayload {
  @Field(() => DeliveryZoneType, { nullable: true, description: 'The zone as it is now; null when it was refused.' })
  zone?: DeliveryZoneType;

  @Field(() => [UserError], {
    description: 'CONFLICT, NOT_FOUND, ZONE_CODE_TAKEN, AREA_TAKEN, AREA_REPEATED, UNKNOWN_COUNTRY.',
  })
  errors: UserError[];
}

@ObjectType({ description: 'The new zone, or why there is none.' })
export class CreateDeliveryZonePayload extends ZonePayload {}

@ObjectType({ description: 'The changed zone, or why it did not change.' })
export class EditDeliveryZonePayload extends ZonePayload {}

@ObjectType({ description: 'What was forgotten, or why nothing was.' })
export class DeleteDeliveryZonePayload {
  @Field(() => ID, { nullable: true, description: 'The zone that is gone.' })
  deletedId?: string;

  @Field(() => [UserError], { description: 'CONFLICT, NOT_FOUND, ZONE_IN_USE.' })
  errors: UserError[];
}

export function toZoneType(zone: Zone): DeliveryZoneType {
  return toZoneView(zone);
}

export function toZoneConnection({ items, hasNext, endCursor }: KeysetPage<Zone>): DeliveryZoneConnection {
  const edges = items.map((zone) => ({ cursor: encodeCursor([zone.code]), node: toZoneType(zone) }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
