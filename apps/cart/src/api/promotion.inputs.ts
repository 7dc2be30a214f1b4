import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { DateTimeScalar } from '@tovar/platform/graphql';
import { CurrencyCodeScalar, MinorUnitsScalar } from '@tovar/contracts/graphql';
import { PromotionActionKind, PromotionLayer } from './promotion.graphql.ts';

// Checked by the schema that REST checks its bodies by: see commands/promotion-input.ts.

@InputType({ description: 'A text in both languages of the shop.' })
export class LocalizedTextInput {
  @Field({ description: 'English.' })
  en: string;

  @Field({ description: 'Russian.' })
  ru: string;
}

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => MinorUnitsScalar, { description: 'In the smallest unit of the currency.' })
  amount: string;

  @Field(() => CurrencyCodeScalar, { description: 'ISO 4217.' })
  currency: string;
}

@InputType({ description: 'What must be true of a cart and its buyer: all that is named.' })
export class PromotionConditionsInput {
  @Field(() => [MoneyInput], { nullable: true, description: 'One amount for each currency that it is for.' })
  minimumSubtotal?: MoneyInput[] | null;

  @Field(() => Int, { nullable: true, description: '1 to 9,999 pieces of what it is about.' })
  minimumQuantity?: number | null;

  @Field(() => [ID], { nullable: true, description: 'What it is about; at most 100.' })
  productIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'And everything below these; at most 100.' })
  categoryIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'For these customers alone; at most 100.' })
  customerIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'For whoever is logged in; true or left out.' })
  customersOnly?: boolean | null;

  @Field(() => [CurrencyCodeScalar], { nullable: true, description: 'In these currencies alone.' })
  currencies?: string[] | null;
}

@InputType({ description: 'What a promotion takes off; the fields that its kind has.' })
export class PromotionActionInput {
  @Field(() => PromotionActionKind, { description: 'Which fields it has follows from it.' })
  kind: string;

  @Field(() => PromotionLayer, { nullable: true, description: 'PERCENT_OFF, AMOUNT_OFF.' })
  layer?: string | null;

  @Field(() => Int, { nullable: true, description: 'PERCENT_OFF, BUY_X_GET_Y: 1 to 10000, which is 100 %.' })
  basisPoints?: number | null;

  @Field(() => [MoneyInput], { nullable: true, description: 'AMOUNT_OFF: one for each currency.' })
  amounts?: MoneyInput[] | null;

  @Field(() => Int, { nullable: true, description: 'BUY_X_GET_Y.' })
  buy?: number | null;

  @Field(() => Int, { nullable: true, description: 'BUY_X_GET_Y.' })
  get?: number | null;
}

@InputType({ description: 'A promotion as it shall be.' })
export class PromotionInput {
  @Field(() => LocalizedTextInput, { description: 'What buyers see.' })
  name: LocalizedTextInput;

  @Field(() => Boolean, { nullable: true, description: 'True unless given.' })
  isEnabled?: boolean | null;

  @Field(() => [String], { nullable: true, description: '3 to 40 letters, digits, "-" or "_"; at most 100.' })
  codes?: string[] | null;

  @Field(() => PromotionConditionsInput, { nullable: true, description: 'None: it is for every cart.' })
  conditions?: PromotionConditionsInput | null;

  @Field(() => [PromotionActionInput], { description: '1 to 5.' })
  actions: PromotionActionInput[];

  @Field(() => Int, { nullable: true, description: '-1000 to 1000; 0 unless given.' })
  priority?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'False unless given.' })
  isExclusive?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Promotions; at most 100.' })
  combinesWith?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Left out: it begins at once.' })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Left out: it does not end.' })
  endsAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it.' })
  useLimit?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many orders of one customer may use it.' })
  useLimitPerCustomer?: number | null;
}
