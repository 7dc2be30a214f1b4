import { ArgsType, Directive, Field, ID, ObjectType } from '@nestjs/graphql';
import { MoneyType, toMoneyType } from '@tovar/contracts/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { enumOf, PageArgs, PageInfo } from '@tovar/platform/graphql';
import { IsBoolean, IsDate, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { PaymentDetails } from '../queries/payment-history.ts';
import { transactionStates, type TransactionState, transactionTypes, type TransactionType } from '../domain/payment.ts';
import { paymentStates, type PaymentState } from '../domain/payment-progress.ts';

const PaymentStateEnum = enumOf(
  'PaymentState',
  paymentStates,
  'Where a payment stands; it follows from its transactions.',
);

const TransactionTypeEnum = enumOf(
  'PaymentTransactionType',
  transactionTypes,
  'What is done to a payment at its provider.',
);

const TransactionStateEnum = enumOf('PaymentTransactionState', transactionStates, 'How far a transaction got.');

@ObjectType('PaymentTransaction', { description: 'One fact of a payment; there are only ever more of them.' })
export class PaymentTransactionType {
  @Field(() => TransactionTypeEnum, { description: 'What is done.' })
  type: TransactionType;

  @Field(() => TransactionStateEnum, { description: 'How far it got.' })
  state: TransactionState;

  @Field(() => MoneyType, { description: 'How much it is about.' })
  amount: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it became known.' })
  createdAt: Date;
}

@ObjectType('Payment', { description: 'One attempt to pay an order.' })
@Directive('@key(fields: "id")')
export class PaymentType {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;

  @Field(() => PaymentStateEnum, { description: 'Where it stands.' })
  state: PaymentState;

  @Field(() => MoneyType, { description: 'What is to be paid.' })
  amount: MoneyType;

  @Field(() => MoneyType, { description: 'How much of it is with the buyer again.' })
  refunded: MoneyType;

  @Field({ description: 'Who takes the money, for example "paypal".' })
  provider: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where to pay: for the customer alone, while the provider waits.',
  })
  redirectUrl: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => String, { nullable: true, description: 'Why somebody of the staff has to look at it; for staff alone.' })
  attention: string | null;

  @Field(() => [PaymentTransactionType], { description: 'All that happened, oldest first.' })
  transactions: PaymentTransactionType[];
}

@ObjectType('PaymentEdge', { description: 'A payment in its list.' })
export class PaymentEdge {
  @Field(() => PaymentType, { description: 'The payment.' })
  node: PaymentType;

  @Field({ description: 'Where it stands in the list.' })
  cursor: string;
}

@ObjectType('PaymentConnection', { description: 'A page of payments.' })
export class PaymentConnection {
  @Field(() => [PaymentEdge], { description: 'Its payments.' })
  edges: PaymentEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo: PageInfo;
}

@ArgsType()
export class PaymentsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Of this order alone.' })
  @IsOptional()
  @IsUUID()
  orderId?: string | null;

  @Field(() => String, { nullable: true, description: 'By this provider alone.' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  provider?: string | null;

  @Field(() => PaymentStateEnum, { nullable: true, description: 'In this state alone.' })
  @IsOptional()
  @IsIn(paymentStates)
  state?: PaymentState | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Asked for at this moment or later.' })
  @IsOptional()
  @IsDate()
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Asked for before this moment.' })
  @IsOptional()
  @IsDate()
  to?: Date | null;

  @Field(() => Boolean, { nullable: true, description: 'Those alone that somebody of the staff has to look at.' })
  @IsOptional()
  @IsBoolean()
  needsAttention?: boolean | null;
}

@ObjectType('PaymentMethod', { description: 'A way to pay.' })
export class PaymentMethodType {
  @Field({ description: 'The provider\'s name, as a buyer chooses it: "paypal", "yookassa".' })
  provider: string;
}

@ObjectType('Order', { description: 'An order, as far as payments knows it.' })
@Directive('@key(fields: "id")')
export class OrderWithPayments {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;
}

export function toPaymentType({ amount, refunded, transactions, ...payment }: PaymentDetails): PaymentType {
  return {
    ...payment,
    amount: toMoneyType(amount),
    refunded: toMoneyType(refunded),
    transactions: transactions.map((transaction) => ({ ...transaction, amount: toMoneyType(transaction.amount) })),
  };
}
