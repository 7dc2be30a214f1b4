import { Directive, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, encodeCursor, type KeysetPage } from '@tovar/platform';
import { enumOf, PageInfo } from '@tovar/platform/graphql';
import type { Viewer } from '../domain/fulfillment-access.ts';
import { BOOKINGS, SHIPMENT_STATUSES, TRACKING_KINDS } from '../domain/shipment.ts';
import type { ShipmentView, ShownLine } from '../queries/shipment-view.ts';
import { LocalizedTextType } from './delivery-quote.types.ts';
import { type ShownShipment, shownShipment } from './shown-shipment.ts';

export const ShipmentStatusEnum = enumOf('ShipmentStatus', SHIPMENT_STATUSES, 'Where a parcel stands.');
const BookingEnum = enumOf('ShipmentBooking', BOOKINGS, 'How far its carrier has a parcel in its books.');
export const TrackingKindEnum = enumOf('TrackingEventKind', TRACKING_KINDS, "What can happen on a parcel's way.");

@ObjectType('Variant')
@Directive('@key(fields: "id", resolvable: false)')
export class VariantStub {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;
}

@ObjectType('ShipmentLine', { description: 'What is in a parcel, under the name that it was bought by.' })
export class ShipmentLineType {
  @Field(() => VariantStub, { nullable: true, description: 'The variant as it is now; null when it is gone.' })
  variant: VariantStub;

  @Field({ description: 'The article number.' })
  sku: string;

  @Field(() => LocalizedTextType, { description: 'In both languages.' })
  name: LocalizedTextType;

  @Field(() => Int, { description: 'How many pieces.' })
  quantity: number;
}

@ObjectType('TrackingEvent', { description: "A step of a parcel's way; there are only ever more of them." })
export class TrackingEventType {
  @Field(() => TrackingKindEnum, { description: 'What happened.' })
  kind: string;

  @Field({ description: 'With EXCEPTION: that it will not arrive at all.' })
  isFinal: boolean;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field(() => String, { nullable: true, description: 'Where, as far as it was said.' })
  place: string | null;

  @Field(() => String, { nullable: true, description: 'What else was said.' })
  note: string | null;
}

@ObjectType('ExpectedArrival', { description: 'Between which days a parcel is expected.' })
export class ExpectedArrivalType {
  @Field(() => DateTimeScalar, { description: 'The end of the first of these days, in UTC.' })
  from: Date;

  @Field(() => DateTimeScalar, { description: 'The end of the last of them.' })
  until: Date;
}

@ObjectType('ShipmentMethod', { description: 'How the buyer chose to have it sent.' })
export class ShipmentMethodType {
  @Field({ description: 'A stable word.' })
  code: string;

  @Field(() => LocalizedTextType, { description: 'In both languages.' })
  name: LocalizedTextType;
}

@ObjectType('Shipment', { description: 'A parcel of an order.' })
export class ShipmentType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => ID, { description: 'The order that it is of.' })
  orderId: string;

  @Field({ description: "For people: the order's number, and its place among the order's parcels." })
  number: string;

  @Field(() => ShipmentStatusEnum, { description: 'Where it stands.' })
  status: string;

  @Field({ description: 'Who brings it.' })
  carrier: string;

  @Field(() => ShipmentMethodType, { description: 'How it is sent.' })
  method: ShipmentMethodType;

  @Field(() => [ShipmentLineType], { description: 'What is in it.' })
  lines: ShipmentLineType[];

  @Field(() => String, { nullable: true, description: 'What the carrier knows it by.' })
  trackingNumber: string | null;

  @Field({ description: 'A page of this shop on which whoever has its address can follow the parcel.' })
  trackingUrl: string;

  @Field(() => [TrackingEventType], { description: 'Its way so far, the oldest first.' })
  tracking: TrackingEventType[];

  @Field(() => ExpectedArrivalType, {
    nullable: true,
    description: 'When it is expected; null when it is there, or lost.',
  })
  expected: ExpectedArrivalType | null;

  @Field(() => DateTimeScalar, { description: 'Since when it waits to be packed.' })
  openedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it left.' })
  shippedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it arrived.' })
  deliveredAt: Date | null;

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;

  @Field(() => BookingEnum, { nullable: true, description: 'For staff: how far the carrier has it in its books.' })
  booking: string | null;

  @Field(() => Int, { nullable: true, description: 'For staff: grams, as it was weighed.' })
  weightGrams: number | null;

  @Field(() => String, { nullable: true, description: 'For staff: what has to be looked at.' })
  problem: string | null;

  @Field(() => String, { nullable: true, description: 'For staff: where its label is.' })
  labelUrl: string | null;
}

@ObjectType('ShipmentEdge', { description: 'A parcel in its list.' })
export class ShipmentEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => ShipmentType, { description: 'The parcel.' })
  node: ShipmentType;
}

@ObjectType('ShipmentConnection', { description: 'Parcels, the newest first.' })
export class ShipmentConnection {
  @Field(() => [ShipmentEdge], { description: 'In order.' })
  edges: ShipmentEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType('Order', { description: 'An order, as far as shipping knows it.' })
@Directive('@key(fields: "id")')
export class OrderWithShipments {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;
}

export function toShipmentType(shipment: ShipmentView, viewer: Viewer): ShipmentType {
  const { trackingToken: _, lines, tracking, ...shown }: ShownShipment = shownShipment(shipment, viewer);
  return { ...shown, lines: lines.map(toLineType), tracking: [...tracking] };
}

export function toLineType({ variantId: id, sku, name, quantity }: ShownLine): ShipmentLineType {
  return { variant: { id }, sku, name, quantity };
}

export function toShipmentConnection(
  { items, hasNext, endCursor }: KeysetPage<ShipmentView>,
  viewer: Viewer,
): ShipmentConnection {
  const edges = items.map((shipment) => ({
    cursor: encodeCursor([shipment.id]),
    node: toShipmentType(shipment, viewer),
  }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
