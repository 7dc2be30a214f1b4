import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { currencyCodes } from '@tovar/contracts';
import { CurrencyCodeScalar, MinorUnitsScalar } from '@tovar/contracts/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { PageArgs } from '@tovar/platform/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsDate,
  IsIn,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import type {
  FulfillmentStatus,
  OrderStatus as Status,
  PaymentStatus as Payment,
  ReturnStatus as Return,
} from '../domain/order.ts';
import { ORDER_SORTS, type OrderFilter, type OrderSort } from '../queries/order-filter.ts';
import { MOST_ALTERNATIVES, PLAIN_TEXT } from './order-filter.query.ts';
import { FulfillmentStatus as Fulfillment, OrderStatus, PaymentStatus, ReturnStatus } from './order.graphql.ts';

const Sort = Object.fromEntries(ORDER_SORTS.map((sort) => [sort, sort]));
registerEnumType(Sort, {
  name: 'OrderSort',
  description: 'By the time of placing or by the total; the latter within one currency.',
});

const ANY_OF = 'Any of these.';

@InputType('OrderFilter', { description: 'Which orders; each part narrows the list.' })
export class OrderFilterInput {
  @Field(() => [OrderStatus], { nullable: true, description: ANY_OF })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ALTERNATIVES)
  status?: Status[] | null;

  @Field(() => [PaymentStatus], { nullable: true, description: ANY_OF })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ALTERNATIVES)
  paymentStatus?: Payment[] | null;

  @Field(() => [Fulfillment], { nullable: true, description: ANY_OF })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ALTERNATIVES)
  fulfillmentStatus?: FulfillmentStatus[] | null;

  @Field(() => [ReturnStatus], { nullable: true, description: ANY_OF })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ALTERNATIVES)
  returnStatus?: Return[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Placed at this moment or later.' })
  @IsOptional()
  @IsDate()
  placedFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Placed before this moment.' })
  @IsOptional()
  @IsDate()
  placedBefore?: Date | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'In this currency; needed wherever totals are compared.',
  })
  @IsOptional()
  @IsIn(currencyCodes, { message: 'currency must be an active ISO 4217 code' })
  currency?: string | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: 'A total of this or more.' })
  @IsOptional()
  @Matches(/^\d{1,15}$/)
  totalFrom?: string | null;

  @Field(() => MinorUnitsScalar, { nullable: true, description: 'A total of this or less.' })
  @IsOptional()
  @Matches(/^\d{1,15}$/)
  totalTo?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of a number, an article number or a name; 3 to 100 characters.',
  })
  @IsOptional()
  @Length(3, 100)
  @Matches(PLAIN_TEXT)
  text?: string | null;
}

@InputType('AnyOrderFilter', { description: "Which of all customers' orders; each part narrows the list." })
export class AnyOrderFilterInput extends OrderFilterInput {
  @Field(() => String, { nullable: true, description: 'The whole number.' })
  @IsOptional()
  @Length(1, 30)
  @Matches(PLAIN_TEXT)
  orderNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'The whole address that it is confirmed to.' })
  @IsOptional()
  @Length(3, 254)
  @Matches(PLAIN_TEXT)
  email?: string | null;

  @Field(() => ID, { nullable: true, description: 'Whose.' })
  @IsOptional()
  @IsUUID()
  customerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that a person has to look at, or only the others.' })
  @IsOptional()
  @IsBoolean()
  needsAttention?: boolean | null;
}

@ArgsType()
export class OrderPageArgs extends PageArgs {
  @Field(() => Sort, { nullable: true, description: 'NEWEST unless you say otherwise.' })
  @IsOptional()
  sort?: OrderSort | null;
}

@ArgsType()
export class OrdersArgs extends OrderPageArgs {
  @Field(() => OrderFilterInput, { nullable: true, description: 'All unless you say otherwise.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OrderFilterInput)
  filter?: OrderFilterInput | null;
}

@ArgsType()
export class AllOrdersArgs extends OrderPageArgs {
  @Field(() => AnyOrderFilterInput, { nullable: true, description: 'All unless you say otherwise.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AnyOrderFilterInput)
  filter?: AnyOrderFilterInput | null;
}

/** Null and missing are the same in GraphQL. */
export function toOrderFilter(input: OrderFilterInput | AnyOrderFilterInput | null | undefined): OrderFilter {
  const given = Object.entries(input ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const { totalFrom, totalTo, ...filter } = Object.fromEntries(given) as Record<string, unknown>;
  return {
    ...filter,
    ...(totalFrom === undefined ? {} : { totalFrom: BigInt(totalFrom as string) }),
    ...(totalTo === undefined ? {} : { totalTo: BigInt(totalTo as string) }),
  };
}
