import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { PageInfo, UserError } from '@tovar/platform/graphql';
import { REPAIRS } from '../commands/repair-orders.ts';
import { enumOf } from './enum-of.ts';
import { OrderType } from './order.graphql.ts';

@ObjectType({ description: 'An event that orders could not handle, or that waits behind one.' })
export class DeadOrderEvent {
  @Field(() => ID, { description: 'The event.' })
  id: string;

  @Field({ description: 'What it tells.' })
  type: string;

  @Field({ description: 'The order that it is about.' })
  subject: string;

  @Field(() => DateTimeScalar, { description: 'When it was set aside.' })
  diedAt: string;

  @Field({ description: 'What went wrong.' })
  error: string;
}

@ObjectType({ description: 'A job that is out of tries.' })
export class DeadOrderJob {
  @Field(() => ID, { description: 'The job.' })
  id: string;

  @Field({ description: 'What it does.' })
  type: string;

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts: number;

  @Field({ description: 'What went wrong the last time.' })
  error: string;
}

@ObjectType({ description: 'What orders could not do; the oldest first, 100 of each at most.' })
export class DeadOrderLetters {
  @Field(() => [DeadOrderEvent], { description: 'Events.' })
  events: DeadOrderEvent[];

  @Field(() => [DeadOrderJob], { description: 'Jobs.' })
  jobs: DeadOrderJob[];
}

const RepairActionEnum = enumOf('OrderRepairAction', REPAIRS, 'What was mended.');

@ObjectType({ description: 'What somebody has mended, and why.' })
export class OrderRepair {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field(() => ID, { description: 'Who.' })
  actorId: string;

  @Field(() => RepairActionEnum, { description: 'What.' })
  action: string;

  @Field({ description: 'Why, in their words.' })
  reason: string;

  @Field({ description: 'Finds it in logs and traces.' })
  traceId: string;
}

@ObjectType({ description: 'A repair in a list.' })
export class OrderRepairEdge {
  @Field(() => OrderRepair, { description: 'The repair.' })
  node: OrderRepair;

  @Field({ description: 'Its place in the list.' })
  cursor: string;
}

@ObjectType({ description: 'A page of a list of repairs.' })
export class OrderRepairConnection {
  @Field(() => [OrderRepairEdge], { description: 'The repairs of this page.' })
  edges: OrderRepairEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo: PageInfo;
}

@ObjectType({ description: 'What looking after an order answers.' })
export class LookAfterOrderPayload {
  @Field(() => OrderType, { nullable: true, description: 'The order as it is then; null when it was refused.' })
  order?: OrderType;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}
