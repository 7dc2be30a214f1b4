import { ArgsType, Directive, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { currencyCodes, type CurrencyCode } from '@tovar/contracts';
import { CurrencyCodeScalar, MinorUnitsScalar, MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { enumOf, PageArgs, PageInfo, UserError } from '@tovar/platform/graphql';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { type RefundDetails, refundStatuses, type RefundStatus } from '../queries/refund-list.ts';
import { LONGEST_NOTE, NOTE } from './note.ts';

const RefundStatusEnum = enumOf(
  'PaymentRefundStatus',
  refundStatuses,
  'Waiting for a second person or turned down by one; else how far the provider has got with it.',
);

@ObjectType('PaymentRefund', { description: 'Money that staff want to give back.' })
export class PaymentRefundType {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;

  @Field(() => ID, { description: 'The payment that it is of.' })
  paymentId: string;

  @Field(() => ID, { description: 'The order that was paid.' })
  orderId: string;

  @Field(() => MoneyType, { description: 'How much.' })
  amount: MoneyType;

  @Field({ description: 'Why, in the words of whoever asked.' })
  reason: string;

  @Field(() => RefundStatusEnum, { description: 'How far it is.' })
  status: RefundStatus;

  @Field(() => ID, { description: 'Who asked.' })
  askedBy: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  askedAt: Date;

  @Field(() => ID, { nullable: true, description: 'Who agreed or turned it down, if that was needed.' })
  decidedBy: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When.' })
  decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was turned down.' })
  note: string | null;
}

@ObjectType('PaymentRefundEdge', { description: 'A refund in its list.' })
export class PaymentRefundEdge {
  @Field(() => PaymentRefundType, { description: 'The refund.' })
  node: PaymentRefundType;

  @Field({ description: 'Where it stands in the list.' })
  cursor: string;
}

@ObjectType('PaymentRefundConnection', { description: 'A page of refunds.' })
export class PaymentRefundConnection {
  @Field(() => [PaymentRefundEdge], { description: 'Its refunds.' })
  edges: PaymentRefundEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo: PageInfo;
}

@InputType('RefundAmountInput', { description: 'An amount of money above zero.' })
export class RefundAmountInput {
  @Field(() => MinorUnitsScalar, { description: 'In the smallest unit of the currency.' })
  @Matches(/^[1-9]\d{0,14}$/, { message: 'amount must be a whole number of minor units above zero, 15 digits at most' })
  amount: string;

  @Field(() => CurrencyCodeScalar, { description: 'ISO 4217; the one of the payment.' })
  @IsIn(currencyCodes, { message: 'currency must be an active ISO 4217 code' })
  currency: CurrencyCode;
}

@InputType('RefundPaymentInput', { description: 'Gives a part of a payment back, or all.' })
export class RefundPaymentInputType {
  @Field(() => ID, { description: 'The payment.' })
  @IsUUID()
  paymentId: string;

  @Field(() => RefundAmountInput, { description: 'How much.' })
  @ValidateNested()
  @Type(() => RefundAmountInput)
  amount: RefundAmountInput;

  @Field({ description: 'Why, for the books.' })
  @IsString()
  @MaxLength(LONGEST_NOTE)
  @Matches(NOTE, { message: 'reason must be text without control characters' })
  reason: string;

  @Field({ description: '16 to 255 printable characters; the same when the request is repeated. A UUID fits.' })
  @IsString()
  idempotencyKey: string;
}

@InputType('ApproveRefundInput', { description: 'Agrees to a refund.' })
export class ApproveRefundInputType {
  @Field(() => ID, { description: 'The refund.' })
  @IsUUID()
  refundId: string;
}

@InputType('RejectRefundInput', { description: 'Turns a refund down.' })
export class RejectRefundInputType {
  @Field(() => ID, { description: 'The refund.' })
  @IsUUID()
  refundId: string;

  @Field({ description: 'Why not.' })
  @IsString()
  @MaxLength(LONGEST_NOTE)
  @Matches(NOTE, { message: 'note must be text without control characters' })
  note: string;
}

@ArgsType()
export class PaymentRefundsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Of this payment alone.' })
  @IsOptional()
  @IsUUID()
  paymentId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those alone that a second person has to decide about.' })
  @IsOptional()
  @IsBoolean()
  waiting?: boolean | null;
}

@ObjectType({ description: 'What refundPayment answers.' })
export class RefundPaymentPayload {
  @Field(() => PaymentRefundType, { nullable: true, description: 'The refund; null when it was refused.' })
  refund?: PaymentRefundType;

  @Field({ description: 'True when an earlier request with the same key asked for it.' })
  isReplay: boolean;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}

@ObjectType({ description: 'What approveRefund and rejectRefund answer.' })
export class DecideRefundPayload {
  @Field(() => PaymentRefundType, { nullable: true, description: 'The refund; null when that was refused.' })
  refund?: PaymentRefundType;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}

@ObjectType('RefundTooLargeError', { implements: () => UserError, description: 'There is not as much left.' })
@Directive('@shareable')
export class RefundTooLargeErrorType extends UserError {
  @Field(() => MoneyType, { description: 'How much can be given back.' })
  available: MoneyType;
}

/** Refusals that are answered as data, with the GraphQL type of each. */
export const REFUND_REFUSALS = {
  IdempotencyKeyReused: 'PlainUserError',
  NothingToRefund: 'PlainUserError',
  RefundAlreadyDecided: 'PlainUserError',
  RefundCurrencyDiffers: 'PlainUserError',
  RefundNeedsAnother: 'PlainUserError',
  RefundTooLarge: 'RefundTooLargeError',
  RequestInProgress: 'PlainUserError',
};

export function toRefundType({ amount, ...refund }: RefundDetails): PaymentRefundType {
  return { ...refund, amount: toMoneyType(amount) };
}
