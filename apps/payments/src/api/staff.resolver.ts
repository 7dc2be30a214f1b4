import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, encodeCursor, type Identity, RequiresScopes } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { ClearAttention } from '../commands/clear-attention.ts';
import { AuditList } from '../queries/audit-list.ts';
import { WebhookList } from '../queries/webhook-list.ts';
import { toPaymentType } from './payment.graphql.ts';
import {
  ClearPaymentAttentionInputType,
  ClearPaymentAttentionPayload,
  PaymentAuditArgs,
  PaymentAuditConnection,
  PaymentWebhookConnection,
  PaymentWebhooksArgs,
} from './staff.graphql.ts';

const REFUSALS = { PaymentUnknown: 'PlainUserError' };

/** What those who look after payments need, by GraphQL. */
@Resolver()
export class StaffResolver {
  constructor(
    private readonly webhooks: WebhookList,
    private readonly records: AuditList,
    private readonly clearing: ClearAttention,
  ) {}

  @RequiresScopes('payments:read:any')
  @Query(() => PaymentWebhookConnection, {
    description: 'What the providers have told and what became of it, the newest first.',
  })
  async paymentWebhooks(@Args() asked: PaymentWebhooksArgs): Promise<PaymentWebhookConnection> {
    const { items, hasNext, endCursor } = await this.webhooks.page(asked);
    const edges = items.map((node) => ({ node, cursor: encodeCursor([Number(node.id)]) }));
    return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
  }

  @RequiresScopes('payments:read:any')
  @Query(() => PaymentAuditConnection, { description: 'Who did what with payments, the newest first.' })
  async paymentAudit(@Args() asked: PaymentAuditArgs): Promise<PaymentAuditConnection> {
    const { items, hasNext, endCursor } = await this.records.page(asked);
    const edges = items.map(({ details, ...record }) => ({
      node: { ...record, details: JSON.stringify(details) },
      cursor: encodeCursor([record.id]),
    }));
    return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
  }

  @RequiresScopes('payments:refund:any')
  @Mutation(() => ClearPaymentAttentionPayload, {
    description: 'Says that somebody has looked at a payment that asked for it, and what came of it.',
  })
  async clearPaymentAttention(
    @Args('input') { paymentId, reason }: ClearPaymentAttentionInputType,
    @CurrentIdentity() by: Identity,
  ): Promise<ClearPaymentAttentionPayload> {
    const clear = () => this.clearing.execute(paymentId, reason, by);
    const { result, errors } = await refusalsAsData(clear, REFUSALS);
    return { payment: result && toPaymentType(result), errors };
  }
}
