import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { currencyCodes, type CurrencyCode } from '@tovar/contracts';
import { CurrencyCodeScalar, MinorUnitsScalar, MoneyType } from '@tovar/contracts/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { z } from 'zod';
import { NOTE } from './note.ts';
import { OrderType } from './order.graphql.ts';
import { UserError, VersionConflictErrorType } from '@tovar/platform/graphql';

const LONGEST_TOKEN = 200;

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => MinorUnitsScalar, { description: 'In the smallest unit of the currency.' })
  @Matches(/^\d{1,15}$/, { message: 'amount must be a whole number of minor units, 15 digits at most' })
  amount: string;

  @Field(() => CurrencyCodeScalar, { description: 'ISO 4217.' })
  @IsIn(currencyCodes, { message: 'currency must be an active ISO 4217 code' })
  currency: CurrencyCode;
}

@InputType('PlaceOrderInput', { description: 'Makes an order of a cart.' })
export class PlaceOrderInputType {
  @Field(() => ID, { description: 'The cart.' })
  @IsUUID()
  cartId: string;

  @Field(() => String, { nullable: true, description: "A guest's cart needs its token." })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TOKEN)
  cartToken?: string;

  @Field(() => Int, { description: 'The version of the cart that the buyer has seen.' })
  @IsInt()
  expectedVersion: number;

  @Field(() => MoneyInput, { description: 'The total that the buyer has agreed to.' })
  @ValidateNested()
  @Type(() => MoneyInput)
  expectedTotal: MoneyInput;

  @Field({ description: '16 to 255 printable characters; the same when the request is repeated. A UUID fits.' })
  @IsString()
  idempotencyKey: string;

  @Field(() => String, { nullable: true, description: "Where to confirm the order to, instead of the cart's address." })
  @IsOptional()
  // class-validator's own rule fails on half a character instead of refusing it.
  @Matches(z.regexes.email, { message: 'email must be an e-mail address' })
  @MaxLength(254)
  email?: string;
}

@InputType('CancelOrderInput', { description: 'Gives an order up.' })
export class CancelOrderInputType {
  @Field(() => ID, { description: 'The order.' })
  @IsUUID()
  orderId: string;

  @Field(() => String, { nullable: true, description: "A guest's order needs its token." })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TOKEN)
  token?: string;

  @Field(() => Int, { nullable: true, description: 'Cancel it only if it is still at this version.' })
  @IsOptional()
  @IsInt()
  expectedVersion?: number;

  @Field(() => String, { nullable: true, description: 'Why, for the history.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(NOTE, { message: 'reason must be Unicode without control characters' })
  reason?: string;
}

@ObjectType({ description: 'What placeOrder answers.' })
export class PlaceOrderPayload {
  @Field(() => OrderType, { nullable: true, description: 'The order; null when it was refused.' })
  order?: OrderType;

  @Field(() => String, { nullable: true, description: "Opens a guest's order, for a limited time." })
  guestToken?: string;

  @Field({ description: 'True when an earlier request with the same key placed it.' })
  isReplay: boolean;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}

@ObjectType({ description: 'What cancelOrder answers.' })
export class CancelOrderPayload {
  @Field(() => OrderType, { nullable: true, description: 'The order as it is then; null when it was refused.' })
  order?: OrderType;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}

@ObjectType('CartChangedError', { implements: () => UserError, description: 'The cart is not as the buyer saw it.' })
export class CartChangedErrorType extends UserError {
  @Field(() => Int, { description: 'The version that the cart is at now.' })
  currentVersion: number;
}

@ObjectType('TotalChangedError', { implements: () => UserError, description: 'The order would cost another amount.' })
export class TotalChangedErrorType extends UserError {
  @Field(() => MoneyType, { description: 'What it costs now.' })
  currentTotal: MoneyType;
}

@ObjectType('NotPurchasableError', {
  implements: () => UserError,
  description: 'Something in the cart is not for sale.',
})
export class NotPurchasableErrorType extends UserError {
  @Field(() => ID, { description: 'The variant in question.' })
  variantId: string;
}

@ObjectType('Shortage', { description: 'Too little of a variant.' })
export class ShortageType {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: 'How many are wanted.' })
  requested: number;

  @Field(() => Int, { description: 'How many can be had.' })
  available: number;
}

@ObjectType('InsufficientStockError', { implements: () => UserError, description: 'There is less than is wanted.' })
export class InsufficientStockErrorType extends UserError {
  @Field(() => ID, { description: 'The first variant of which there is too little.' })
  variantId: string;

  @Field(() => Int, { description: 'How many of it are wanted.' })
  requested: number;

  @Field(() => Int, { description: 'How many of it can be had.' })
  available: number;

  @Field(() => [ShortageType], { description: 'All that there is too little of.' })
  shortages: ShortageType[];
}

@ObjectType('DeliveryMissingError', { implements: () => UserError, description: 'Where to, or how, is not known.' })
export class DeliveryMissingErrorType extends UserError {
  @Field({ description: "The cart's own code of the problem." })
  problem: string;
}

@ObjectType('PromotionRejectedError', { implements: () => UserError, description: 'A promotion cannot be used.' })
export class PromotionRejectedErrorType extends UserError {
  @Field({ description: 'Why: PROMOTION_USED_UP, PROMOTION_OVER, or a code of the cart.' })
  problem: string;
}

@ObjectType('CartNotReadyError', { implements: () => UserError, description: 'Something else stands in the way.' })
export class CartNotReadyErrorType extends UserError {
  @Field(() => [String], { description: "The cart's own codes." })
  problemCodes: string[];
}

/** Types that no field names: they come as `UserError`. */
export const REFUSAL_TYPES = [
  VersionConflictErrorType,
  CartChangedErrorType,
  TotalChangedErrorType,
  NotPurchasableErrorType,
  InsufficientStockErrorType,
  DeliveryMissingErrorType,
  PromotionRejectedErrorType,
  CartNotReadyErrorType,
];

/** Refusals that are answered as data, with the GraphQL type of each. */
export const REFUSALS = {
  CartAlreadyOrdered: 'PlainUserError',
  CartChanged: 'CartChangedError',
  CartEmpty: 'PlainUserError',
  CartNotReady: 'CartNotReadyError',
  DeliveryMissing: 'DeliveryMissingError',
  EmailMissing: 'PlainUserError',
  IdempotencyKeyReused: 'PlainUserError',
  InsufficientStock: 'InsufficientStockError',
  NotPurchasable: 'NotPurchasableError',
  OrderNotCancellable: 'PlainUserError',
  OrderTooLarge: 'PlainUserError',
  PaymentInProgress: 'PlainUserError',
  RequestInProgress: 'PlainUserError',
  PromotionRejected: 'PromotionRejectedError',
  TotalChanged: 'TotalChangedError',
  VersionConflict: 'VersionConflictError',
};
