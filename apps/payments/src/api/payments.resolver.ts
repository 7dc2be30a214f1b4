import { Args, ID, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { toMoneyType } from '@tovar/contracts/graphql';
import { CurrentIdentity, currentRequest, type Identity, NotFound, RequiresScopes } from '@tovar/platform';
import { z } from 'zod';
import { type PaymentDetails, PaymentHistory } from '../queries/payment-history.ts';
import { PaymentsOfOrders } from '../queries/payments-of-orders.ts';
import { OrderWithPayments, PaymentType } from './payment.graphql.ts';

const uuid = z.uuid();

/** Payments by GraphQL. Somebody else's payment answers like one that does not exist. */
@Resolver(() => PaymentType)
export class PaymentsResolver {
  constructor(private readonly history: PaymentHistory) {}

  @RequiresScopes('payments:read:own', 'payments:read:any')
  @Query(() => PaymentType, { description: 'A payment of yours; staff may read any.' })
  async payment(
    @Args('id', { type: () => ID }) id: string,
    @CurrentIdentity() identity: Identity,
  ): Promise<PaymentType> {
    const payment = uuid.safeParse(id).success ? await this.history.find(id, identity) : undefined;
    if (!payment) throw new NotFound('The payment');
    return toPaymentType(payment);
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<PaymentType | null> {
    const payment = uuid.safeParse(id).success ? await this.history.find(id, currentRequest()?.identity) : undefined;
    return payment ? toPaymentType(payment) : null;
  }
}

/** What payments adds to an order. */
@Resolver(() => OrderWithPayments)
export class OrderPaymentsResolver {
  constructor(private readonly payments: PaymentsOfOrders) {}

  @ResolveReference()
  resolveReference({ id }: { id: string }): OrderWithPayments {
    return { id };
  }

  @ResolveField('payments', () => [PaymentType], {
    description: 'Its payments, newest first, as far as you may see them. A guest sees none here.',
  })
  async paymentsOf(@Parent() { id }: OrderWithPayments): Promise<PaymentType[]> {
    if (!uuid.safeParse(id).success) return [];
    return (await this.payments.of(id)).map(toPaymentType);
  }
}

function toPaymentType({ amount, transactions, ...payment }: PaymentDetails): PaymentType {
  return {
    ...payment,
    amount: toMoneyType(amount),
    transactions: transactions.map((transaction) => ({ ...transaction, amount: toMoneyType(transaction.amount) })),
  };
}
