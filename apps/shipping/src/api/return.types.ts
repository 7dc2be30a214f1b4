import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import { DateTimeScalar, encodeCursor, type KeysetPage } from '@tovar/platform';
import { enumOf, PageArgs, PageInfo, UserError } from '@tovar/platform/graphql';
import { IsIn, IsOptional } from 'class-validator';
import type { Viewer } from '../domain/fulfillment-access.ts';
import { RETURN_STATES, type ReturnState } from '../domain/return.ts';
import type { ReturnView } from '../queries/returns.ts';
import { problemFor } from './return.view.ts';
import { ShipmentLineType } from './shipment.types.ts';
import { ParcelLineInput } from './shipment-writes.types.ts';

const ReturnStateEnum = enumOf('ReturnState', RETURN_STATES, 'Where goods that are to come back stand.');

@ObjectType('ReturnLine', { description: 'What is to come back, and what of it is here again.' })
export class ReturnLineType extends ShipmentLineType {
  @Field(() => Int, { description: 'How many are here and can be sold again.' })
  restocked: number;

  @Field(() => Int, { description: 'How many are here and cannot.' })
  damaged: number;
}

@ObjectType('Return', { description: "A buyer's wish to give something back, and what became of it." })
export class ReturnType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => ID, { description: 'The order that it is of.' })
  orderId: string;

  @Field({ description: "For people: the order's number, and its place among the order's returns." })
  number: string;

  @Field(() => ReturnStateEnum, { description: 'Where it stands.' })
  status: string;

  @Field({ description: "Why, in the buyer's words." })
  reason: string;

  @Field(() => String, { nullable: true, description: 'What the shop said to it.' })
  note: string | null;

  @Field(() => [ReturnLineType], { description: 'What it is about.' })
  lines: ReturnLineType[];

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What goes back to the buyer; null before the goods are here.',
  })
  refund: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'For staff: why the money could not be given back.' })
  problem: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  requestedAt: Date;

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;
}

@ObjectType('ReturnEdge', { description: 'A return in its list.' })
export class ReturnEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => ReturnType, { description: 'The return.' })
  node: ReturnType;
}

@ObjectType('ReturnConnection', { description: 'Returns, the newest first.' })
export class ReturnConnection {
  @Field(() => [ReturnEdge], { description: 'In order.' })
  edges: ReturnEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ArgsType()
export class ReturnsArgs extends PageArgs {
  @Field(() => ReturnStateEnum, { nullable: true, description: 'Only those that stand so.' })
  @IsOptional()
  @IsIn(RETURN_STATES)
  status?: ReturnState | null;
}

@InputType({ description: 'What a buyer wants to give back.' })
export class RequestReturnInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Repeat a request with the same key, and it takes effect once. The Idempotency-Key header says the same.',
  })
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Of which order.' })
  orderId: string;

  @Field(() => String, { nullable: true, description: "A guest's order needs the token that placeOrder gave." })
  token?: string | null;

  @Field(() => [ParcelLineInput], { description: 'What, and how many.' })
  lines: ParcelLineInput[];

  @Field({ description: 'Why.' })
  reason: string;
}

@InputType({ description: 'A return as it was read.' })
export class AboutReturnInput {
  @Field(() => ID, { description: 'Which one.' })
  returnId: string;

  @Field(() => Int, { description: 'The version that was read; at another one nothing is changed.' })
  expectedVersion: number;
}

@InputType({ description: 'That the goods are kept after all.' })
export class CancelReturnInput extends AboutReturnInput {
  @Field(() => String, { nullable: true, description: "A guest's order needs the token that placeOrder gave." })
  token?: string | null;
}

@InputType({ description: 'That it may come back.' })
export class ApproveReturnInput extends AboutReturnInput {
  @Field(() => String, { nullable: true, description: 'For the buyer to read: how to send it.' })
  note?: string | null;
}

@InputType({ description: 'That it may not.' })
export class RejectReturnInput extends AboutReturnInput {
  @Field({ description: 'Why, for the buyer to read.' })
  reason: string;
}

@InputType({ description: 'What has come of a line.' })
export class ReceivedLineInput {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: 'How many can be sold again.' })
  restocked: number;

  @Field(() => Int, { description: 'How many cannot.' })
  damaged: number;
}

@InputType({ description: 'That the goods are here.' })
export class ReceiveReturnInput extends AboutReturnInput {
  @Field(() => [ReceivedLineInput], { description: 'What has come; what is not named has not.' })
  lines: ReceivedLineInput[];
}

@ObjectType('ReturnPayload', {
  description:
    'The return as it is now, or NOT_FOUND, CONFLICT, NOTHING_TO_RETURN, RETURN_NOT_POSSIBLE, RETURN_LINES_DIFFER.',
})
export class ReturnPayload {
  @Field(() => ReturnType, { nullable: true, description: 'As it is now; null when nothing was done.' })
  return?: ReturnType;

  @Field(() => [UserError], { description: 'Why nothing was done.' })
  errors: UserError[];
}

export function toReturnType(view: ReturnView, viewer: Viewer): ReturnType {
  const { owner: _, lines, refund, ...request } = view;
  return {
    ...request,
    lines: lines.map(({ variantId, sku, name, quantity, restocked, damaged }) => {
      return { variant: { id: variantId }, sku, name, quantity, restocked, damaged };
    }),
    refund: refund && toMoneyType(refund),
    problem: problemFor(viewer, view),
  };
}

export function toReturnConnection(
  { items, hasNext, endCursor }: KeysetPage<ReturnView>,
  viewer: Viewer,
): ReturnConnection {
  const edges = items.map((request) => ({ cursor: encodeCursor([request.id]), node: toReturnType(request, viewer) }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
