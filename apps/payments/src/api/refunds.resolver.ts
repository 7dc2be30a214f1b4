import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { money } from '@tovar/contracts';
import { Authenticated, CurrentIdentity, encodeCursor, type Identity, RequiresScopes } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { DecideRefund } from '../commands/decide-refund.ts';
import { RefundPayment } from '../commands/refund-payment.ts';
import { RefundList } from '../queries/refund-list.ts';
import {
  ApproveRefundInputType,
  DecideRefundPayload,
  PaymentRefundConnection,
  PaymentRefundsArgs,
  PaymentRefundType,
  REFUND_REFUSALS,
  RefundPaymentInputType,
  RefundPaymentPayload,
  RejectRefundInputType,
  toRefundType,
} from './refund.graphql.ts';

/** Refunds by GraphQL: staff ask, and above a limit another of them decides. */
@Resolver(() => PaymentRefundType)
export class RefundsResolver {
  constructor(
    private readonly refunding: RefundPayment,
    private readonly deciding: DecideRefund,
    private readonly refunds: RefundList,
  ) {}

  @RequiresScopes('payments:read:any')
  @Query(() => PaymentRefundConnection, { description: 'What staff asked to give back, the newest first.' })
  async paymentRefunds(@Args() { waiting: isWaiting, ...asked }: PaymentRefundsArgs): Promise<PaymentRefundConnection> {
    const { items, hasNext, endCursor } = await this.refunds.page({ ...asked, isWaiting });
    const edges = items.map((refund) => ({ node: toRefundType(refund), cursor: encodeCursor([refund.id]) }));
    return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
  }

  @Authenticated()
  @Mutation(() => RefundPaymentPayload, {
    description: 'Gives a part of a payment back, or all; above a limit a second person has to agree.',
  })
  async refundPayment(
    @Args('input') { amount, ...input }: RefundPaymentInputType,
    @CurrentIdentity() by: Identity,
  ): Promise<RefundPaymentPayload> {
    const asked = { ...input, amount: money(BigInt(amount.amount), amount.currency), by };
    const { result, errors } = await refusalsAsData(() => this.refunding.execute(asked), REFUND_REFUSALS);
    return { refund: result && toRefundType(result.refund), isReplay: result?.isReplay ?? false, errors };
  }

  @Authenticated()
  @Mutation(() => DecideRefundPayload, { description: 'Agrees to a refund that somebody else of the staff asked for.' })
  async approveRefund(
    @Args('input') { refundId }: ApproveRefundInputType,
    @CurrentIdentity() by: Identity,
  ): Promise<DecideRefundPayload> {
    const { result, errors } = await refusalsAsData(() => this.deciding.approve(refundId, by), REFUND_REFUSALS);
    return { refund: result && toRefundType(result), errors };
  }

  @Authenticated()
  @Mutation(() => DecideRefundPayload, {
    description: 'Turns down a refund that somebody else of the staff asked for.',
  })
  async rejectRefund(
    @Args('input') { refundId, note }: RejectRefundInputType,
    @CurrentIdentity() by: Identity,
  ): Promise<DecideRefundPayload> {
    const { result, errors } = await refusalsAsData(() => this.deciding.reject(refundId, note, by), REFUND_REFUSALS);
    return { refund: result && toRefundType(result), errors };
  }
}
