import { Args, ID, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { CurrencyCodeScalar } from '@tovar/contracts/graphql';
import { CurrentIdentity, encodeCursor, type Identity, NotFound, Public, RequiresScopes } from '@tovar/platform';
import { z } from 'zod';
import { PaymentHistory } from '../queries/payment-history.ts';
import { PaymentLookup } from '../queries/payment-lookup.ts';
import { PaymentMethods } from '../queries/payment-methods.ts';
import {
  OrderWithPayments,
  PaymentConnection,
  PaymentMethodType,
  PaymentsArgs,
  PaymentType,
  toPaymentType,
} from './payment.graphql.ts';

const uuid = z.uuid();

/** Payments by GraphQL. Somebody else's payment answers like one that does not exist. */
@Resolver(() => PaymentType)
export class PaymentsResolver {
  constructor(
    private readonly lookup: PaymentLookup,
    private readonly methods: PaymentMethods,
    private readonly history: PaymentHistory,
  ) {}

  @RequiresScopes('payments:read:own', 'payments:read:any')
  @Query(() => PaymentConnection, { description: 'Payments of yours, the newest first; staff see all.' })
  async payments(@Args() asked: PaymentsArgs, @CurrentIdentity() identity: Identity): Promise<PaymentConnection> {
    const { items, hasNext, endCursor } = await this.history.page(asked, identity);
    const edges = items.map((payment) => ({ node: toPaymentType(payment), cursor: encodeCursor([payment.id]) }));
    return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
  }

  @Public()
  @Query(() => [PaymentMethodType], { description: 'How a buyer can pay in a currency, the preferred way first.' })
  paymentMethods(@Args('currency', { type: () => CurrencyCodeScalar }) currency: string): PaymentMethodType[] {
    return this.methods.of(currency);
  }

  @RequiresScopes('payments:read:own', 'payments:read:any')
  @Query(() => PaymentType, { nullable: true, description: 'A payment of yours; staff may read any.' })
  async payment(@Args('id', { type: () => ID }) id: string): Promise<PaymentType> {
    const payment = await this.resolveReference({ id });
    if (!payment) throw new NotFound('The payment');
    return payment;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<PaymentType | null> {
    const payment = uuid.safeParse(id).success ? await this.lookup.payment(id) : undefined;
    return payment ? toPaymentType(payment) : null;
  }
}

/** What payments adds to an order. */
@Resolver(() => OrderWithPayments)
export class OrderPaymentsResolver {
  constructor(private readonly payments: PaymentLookup) {}

  @ResolveReference()
  resolveReference({ id }: { id: string }): OrderWithPayments {
    return { id };
  }

  // Nullable, so that an order is still an order while payments cannot be asked.
  @ResolveField('payments', () => [PaymentType], {
    nullable: true,
    description: 'Its payments, newest first, as far as you may see them. A guest sees none here.',
  })
  async paymentsOf(@Parent() { id }: OrderWithPayments): Promise<PaymentType[]> {
    if (!uuid.safeParse(id).success) return [];
    return (await this.payments.ofOrder(id)).map(toPaymentType);
  }
}
