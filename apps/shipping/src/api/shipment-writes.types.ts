import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { UserError } from '@tovar/platform/graphql';
import { ShipmentType, TrackingKindEnum } from './shipment.types.ts';

const ONCE = 'Repeat a request with the same key, and it takes effect once. The Idempotency-Key header says the same.';
const PART = 'What goes in this parcel; all of it when it is left out. The rest waits in another one.';

@InputType({ description: 'So many of a variant.' })
export class ParcelLineInput {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: '1 or more.' })
  quantity: number;
}

@InputType()
class AboutShipmentInput {
  @Field(() => ID, { description: 'Which parcel.' })
  shipmentId: string;

  @Field(() => Int, { description: 'The version that was read; at another one nothing is changed.' })
  expectedVersion: number;
}

@InputType({ description: 'A further parcel of an order.' })
export class OpenShipmentInput {
  @Field(() => String, { nullable: true, description: ONCE })
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Of which order.' })
  orderId: string;

  @Field(() => [ParcelLineInput], {
    nullable: true,
    description: 'What goes in it; all that is in no parcel yet when it is left out.',
  })
  lines?: ParcelLineInput[] | null;
}

@InputType({ description: 'That a parcel is packed.' })
export class PackShipmentInput extends AboutShipmentInput {
  @Field(() => [ParcelLineInput], { nullable: true, description: PART })
  lines?: ParcelLineInput[] | null;

  @Field(() => Int, { nullable: true, description: 'As it was weighed; what the catalogue says when it is left out.' })
  weightGrams?: number | null;
}

@InputType({ description: 'That a parcel has left.' })
export class ShipShipmentInput extends AboutShipmentInput {
  @Field(() => [ParcelLineInput], { nullable: true, description: PART })
  lines?: ParcelLineInput[] | null;

  @Field(() => String, { nullable: true, description: 'What its carrier knows it by.' })
  trackingNumber?: string | null;
}

@InputType({ description: 'That a parcel is not sent after all.' })
export class CancelShipmentInput extends AboutShipmentInput {
  @Field({ description: 'Why, for the history.' })
  reason: string;
}

@InputType({ description: 'What is known of a parcel that has left, where no carrier tells.' })
export class TrackShipmentInput {
  @Field(() => ID, { description: 'Which parcel.' })
  shipmentId: string;

  @Field(() => TrackingKindEnum, { description: 'What happened.' })
  kind: string;

  @Field(() => Boolean, { nullable: true, description: 'With EXCEPTION: that it will not arrive at all.' })
  isFinal?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; now when it is left out.' })
  at?: Date | null;

  @Field(() => String, { nullable: true, description: 'Where.' })
  place?: string | null;

  @Field(() => String, { nullable: true, description: 'What else there is to say, for the buyer to read.' })
  note?: string | null;
}

@ObjectType()
class ShipmentPayload {
  @Field(() => ShipmentType, { nullable: true, description: 'As it is now; null when nothing was done.' })
  shipment?: ShipmentType;

  @Field(() => [UserError], { description: 'Why nothing was done.' })
  errors: UserError[];
}

@ObjectType({ description: 'The new parcel, or NOTHING_TO_SEND, NOT_FOUND.' })
export class OpenShipmentPayload extends ShipmentPayload {}

@ObjectType({
  description:
    'The packed parcel, or CONFLICT, NOT_FOUND, SHIPMENT_NOT_PENDING, NOT_IN_PARCEL, WEIGHT_UNKNOWN, BOOKING_UNDER_WAY, ORDER_NOT_SHIPPABLE.',
})
export class PackShipmentPayload extends ShipmentPayload {}

@ObjectType({
  description:
    'The parcel that has left, or CONFLICT, NOT_FOUND, SHIPMENT_NOT_PENDING, NOT_IN_PARCEL, BOOKING_UNDER_WAY, ORDER_NOT_SHIPPABLE.',
})
export class ShipShipmentPayload extends ShipmentPayload {}

@ObjectType({ description: 'The parcel that is given up, or CONFLICT, NOT_FOUND, SHIPMENT_NOT_PENDING.' })
export class CancelShipmentPayload extends ShipmentPayload {}

@ObjectType({ description: 'The parcel as it is known now, or NOT_FOUND, SHIPMENT_NOT_SHIPPED.' })
export class TrackShipmentPayload extends ShipmentPayload {}
