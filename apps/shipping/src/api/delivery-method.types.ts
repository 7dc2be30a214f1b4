import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { PageInfo, UserError } from '@tovar/platform/graphql';
import type { Method } from '../domain/method.ts';
import { toMethodView } from './delivery-method.view.ts';
import { LocalizedTextInput, LocalizedTextType, TaxCategoryEnum } from './delivery-quote.types.ts';
import { ServedZoneInput, ServedZoneType } from './delivery-rate.types.ts';

@ObjectType('DeliveryMethod', { description: 'How something is delivered, with its rates.' })
export class DeliveryMethodType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field({ description: 'Stable: courier, pickup. Unique in the shop.' })
  code: string;

  @Field(() => LocalizedTextType, { description: 'What it is called.' })
  name: LocalizedTextType;

  @Field({ description: 'Who brings it; "table" takes what the shop\'s own rates say.' })
  carrier: string;

  @Field({ description: 'False for one that nobody is offered for now.' })
  isEnabled: boolean;

  @Field({ description: 'False when tax comes on top of the prices.' })
  isTaxIncluded: boolean;

  @Field(() => TaxCategoryEnum, { description: 'How the delivery is taxed.' })
  taxCategory: string;

  @Field(() => [ServedZoneType], { description: 'Where it delivers to, and for how much.' })
  zones: ServedZoneType[];

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;
}

@ObjectType({ description: 'A method in its list.' })
export class DeliveryMethodEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => DeliveryMethodType, { description: 'The method.' })
  node: DeliveryMethodType;
}

@ObjectType({ description: 'Methods, by code.' })
export class DeliveryMethodConnection {
  @Field(() => [DeliveryMethodEdge], { description: 'In order.' })
  edges: DeliveryMethodEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@InputType({ description: 'A new method.' })
export class CreateDeliveryMethodInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Repeat a request with the same key, and it takes effect once. The Idempotency-Key header says the same.',
  })
  idempotencyKey?: string | null;

  @Field({ description: 'Small letters and digits in words joined by hyphens, unique in the shop.' })
  code: string;

  @Field(() => LocalizedTextInput, { description: 'What it is called.' })
  name: LocalizedTextInput;

  @Field(() => String, { nullable: true, description: 'Who brings it; "table" unless given.' })
  carrier?: string;

  @Field(() => Boolean, { nullable: true, description: 'True unless given.' })
  isEnabled?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'True unless given.' })
  isTaxIncluded?: boolean;

  @Field(() => TaxCategoryEnum, { nullable: true, description: 'STANDARD unless given.' })
  taxCategory?: string;

  @Field(() => [ServedZoneInput], { description: 'At most 100, each zone once.' })
  zones: ServedZoneInput[];
}

@InputType({ description: 'What changes of a method; whatever is not named stays.' })
export class DeliveryMethodChangesInput {
  @Field(() => String, { nullable: true, description: 'Unique in the shop.' })
  code?: string;

  @Field(() => LocalizedTextInput, { nullable: true, description: 'What it is called.' })
  name?: LocalizedTextInput;

  @Field(() => String, { nullable: true, description: 'Who brings it.' })
  carrier?: string;

  @Field(() => Boolean, { nullable: true, description: 'False to offer it to nobody.' })
  isEnabled?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'False when tax comes on top of the prices.' })
  isTaxIncluded?: boolean;

  @Field(() => TaxCategoryEnum, { nullable: true, description: 'How the delivery is taxed.' })
  taxCategory?: string;

  @Field(() => [ServedZoneInput], { nullable: true, description: 'All zones: those that are not named are gone.' })
  zones?: ServedZoneInput[];
}

@InputType({ description: 'Changes of a method.' })
export class EditDeliveryMethodInput {
  @Field(() => ID, { description: 'Which method.' })
  id: string;

  @Field(() => Int, { description: 'The version that was read; at another one nothing is changed.' })
  expectedVersion: number;

  @Field(() => DeliveryMethodChangesInput, { description: 'What changes.' })
  changes: DeliveryMethodChangesInput;
}

@InputType({ description: 'A method that is to be forgotten.' })
export class DeleteDeliveryMethodInput {
  @Field(() => ID, { description: 'Which method.' })
  id: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion: number;
}

@ObjectType({ isAbstract: true })
abstract class MethodPayload {
  @Field(() => DeliveryMethodType, { nullable: true, description: 'As it is now; null when it was refused.' })
  method?: DeliveryMethodType;

  @Field(() => [UserError], {
    description:
      'CONFLICT, NOT_FOUND, METHOD_CODE_TAKEN, UNKNOWN_ZONE, UNKNOWN_CARRIER, RATE_MISSING, RATE_IS_NOT_FLAT, RATE_STEPS_OVERLAP, RATE_FALLS_WITH_WEIGHT.',
  })
  errors: UserError[];
}

@ObjectType({ description: 'The new method, or why there is none.' })
export class CreateDeliveryMethodPayload extends MethodPayload {}

@ObjectType({ description: 'The changed method, or why it did not change.' })
export class EditDeliveryMethodPayload extends MethodPayload {}

@ObjectType({ description: 'What was forgotten, or why nothing was.' })
export class DeleteDeliveryMethodPayload {
  @Field(() => ID, { nullable: true, description: 'The method that is gone.' })
  deletedId?: string;

  @Field(() => [UserError], { description: 'CONFLICT, NOT_FOUND.' })
  errors: UserError[];
}

export function toMethodType(method: Method): DeliveryMethodType {
  return toMethodView(method);
}

export function toMethodConnection({ items, hasNext, endCursor }: KeysetPage<Method>): DeliveryMethodConnection {
  const edges = items.map((method) => ({ cursor: encodeCursor([method.code]), node: toMethodType(method) }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
