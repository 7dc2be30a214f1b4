import { Directive, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MoneyType } from '@tovar/contracts/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { transactionStates, type TransactionState, transactionTypes, type TransactionType } from '../domain/payment.ts';
import { asEnum } from './enum-of.ts';
import { paymentStates, type PaymentState } from '../domain/payment-progress.ts';

const PaymentStateEnum = asEnum(paymentStates);
registerEnumType(PaymentStateEnum, {
  name: 'PaymentState',
  description: 'Where a payment stands; it follows from its transactions.',
});

const TransactionTypeEnum = asEnum(transactionTypes);
registerEnumType(TransactionTypeEnum, {
  name: 'PaymentTransactionType',
  description: 'What is done to a payment at its provider.',
});

const TransactionStateEnum = asEnum(transactionStates);
registerEnumType(TransactionStateEnum, { name: 'PaymentTransactionState', description: 'How far a transaction got.' });

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

  @Field(() => [PaymentTransactionType], { description: 'All that happened, oldest first.' })
  transactions: PaymentTransactionType[];
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
