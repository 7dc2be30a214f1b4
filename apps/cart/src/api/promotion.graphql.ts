import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CurrencyCodeScalar, MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import { fromJson, type MoneyJson } from '@tovar/contracts';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { DateTimeScalar, PageInfo, UserError } from '@tovar/platform/graphql';
import { type Action, LAYERS } from '../domain/promotion.ts';
import type { StoredPromotion } from '../queries/promotion-row.ts';
import type { Named } from './locale.ts';

export const PromotionLayer = Object.fromEntries(LAYERS.map((layer) => [layer, layer]));
registerEnumType(PromotionLayer, {
  name: 'PromotionLayer',
  description: 'What a discount is taken off; each layer sees what the one before it has left.',
});

const KINDS = ['PERCENT_OFF', 'AMOUNT_OFF', 'FREE_DELIVERY', 'BUY_X_GET_Y'] satisfies Action['kind'][];
export const PromotionActionKind = Object.fromEntries(KINDS.map((kind) => [kind, kind]));
registerEnumType(PromotionActionKind, { name: 'PromotionActionKind', description: 'How a promotion takes off.' });

@ObjectType('PromotionConditions', { description: 'What must be true of a cart and its buyer: all that is named.' })
export class PromotionConditionsType {
  @Field(() => [MoneyType], { nullable: true, description: 'What its goods cost by catalogue at least, by currency.' })
  minimumSubtotal?: MoneyType[];

  @Field(() => Int, { nullable: true, description: 'How many pieces of what it is about there are at least.' })
  minimumQuantity?: number;

  @Field(() => [ID], { nullable: true, description: 'What it is about, besides the categories.' })
  productIds?: readonly string[];

  @Field(() => [ID], { nullable: true, description: 'Everything below them; neither: everything.' })
  categoryIds?: readonly string[];

  @Field(() => [ID], { nullable: true, description: 'For these customers alone.' })
  customerIds?: readonly string[];

  @Field(() => Boolean, { nullable: true, description: 'For whoever is logged in.' })
  customersOnly?: boolean;

  @Field(() => [CurrencyCodeScalar], { nullable: true, description: 'In these currencies alone.' })
  currencies?: readonly string[];
}

@ObjectType('PromotionAction', { description: 'What a promotion takes off; the fields that its kind has.' })
export class PromotionActionType {
  @Field(() => PromotionActionKind, { description: 'Which fields it has follows from it.' })
  kind: string;

  @Field(() => PromotionLayer, { nullable: true, description: 'PERCENT_OFF, AMOUNT_OFF.' })
  layer?: string;

  @Field(() => Int, { nullable: true, description: 'PERCENT_OFF, BUY_X_GET_Y: 1000 is 10 %.' })
  basisPoints?: number;

  @Field(() => [MoneyType], { nullable: true, description: 'AMOUNT_OFF: one for each currency.' })
  amounts?: MoneyType[];

  @Field(() => Int, { nullable: true, description: 'BUY_X_GET_Y.' })
  buy?: number;

  @Field(() => Int, { nullable: true, description: 'BUY_X_GET_Y: so many of each buy + get, the cheapest.' })
  get?: number;
}

@ObjectType('Promotion', { description: 'An offer of the shop, as its staff sees it.' })
export class PromotionType implements Named {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;

  /** In both languages; `name` picks one. */
  names: Named['names'];

  @Field({ description: 'False when it is switched off.' })
  isEnabled: boolean;

  @Field(() => [String], { description: 'One of them has to be in the cart; none: it is for everybody.' })
  codes: readonly string[];

  @Field(() => PromotionConditionsType, { description: 'Whose carts it is for.' })
  conditions: PromotionConditionsType;

  @Field(() => [PromotionActionType], { description: 'What it takes off.' })
  actions: PromotionActionType[];

  @Field(() => Int, { description: 'The higher one comes first where not all can be had.' })
  priority: number;

  @Field({ description: 'True when it goes together only with those in "combinesWith".' })
  isExclusive: boolean;

  @Field(() => [ID], { description: 'Promotions.' })
  combinesWith: readonly string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: it has begun.' })
  startsAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: it does not end.' })
  endsAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it.' })
  useLimit: number | null;

  @Field(() => Int, { nullable: true, description: 'How many orders of one customer may use it.' })
  useLimitPerCustomer: number | null;

  @Field(() => Int, { description: 'How many orders use it now; counted for every promotion with a limit.' })
  uses: number;
}

@ObjectType({ description: 'A promotion in its list.' })
export class PromotionEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => PromotionType, { description: 'The promotion.' })
  node: PromotionType;
}

@ObjectType({ description: 'Promotions, the newest first.' })
export class PromotionConnection {
  @Field(() => [PromotionEdge], { description: 'In order.' })
  edges: PromotionEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ isAbstract: true })
abstract class PromotionPayload {
  @Field(() => PromotionType, { nullable: true, description: 'The promotion as it is now.' })
  promotion?: PromotionType;

  @Field(() => [UserError], { description: 'PROMOTION_CODE_TAKEN, PROMOTION_LIMIT_TOO_LOW, CONFLICT, NOT_FOUND.' })
  errors: UserError[];
}

@ObjectType({ description: 'The new promotion, or why there is none.' })
export class CreatePromotionPayload extends PromotionPayload {}

@ObjectType({ description: 'The changed promotion, or why it did not change.' })
export class ReplacePromotionPayload extends PromotionPayload {}

@ObjectType({ description: 'What was removed, or why nothing was.' })
export class RemovePromotionPayload {
  @Field(() => ID, { nullable: true, description: 'The promotion that is gone.' })
  removedId?: string;

  @Field(() => [UserError], { description: 'PROMOTION_USED, CONFLICT, NOT_FOUND.' })
  errors: UserError[];
}

export function toPromotionType({ name: names, conditions, actions, ...promotion }: StoredPromotion): PromotionType {
  return {
    ...promotion,
    names,
    conditions: { ...conditions, minimumSubtotal: conditions.minimumSubtotal?.map(toMoney) },
    actions: actions.map((action) =>
      action.kind === 'AMOUNT_OFF' ? { ...action, amounts: action.amounts.map(toMoney) } : action,
    ),
  };
}

export function toPromotionConnection({ items, hasNext, endCursor }: KeysetPage<StoredPromotion>): PromotionConnection {
  const edges = items.map((item) => ({ cursor: encodeCursor([item.id]), node: toPromotionType(item) }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}

function toMoney(amount: MoneyJson): MoneyType {
  return toMoneyType(fromJson(amount));
}
