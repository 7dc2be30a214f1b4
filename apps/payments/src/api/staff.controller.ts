import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id, PAYMENT_PROVIDERS, toView } from '@tovar/contracts';
import {
  CurrentIdentity,
  type Identity,
  LARGEST_PAGE,
  linkNextPage,
  RequiresScopes,
  STREAMED,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ClearAttention } from '../commands/clear-attention.ts';
import { PAYMENT_AUDIT_KINDS, PaymentAudit } from '../domain/payment-audit.ts';
import { AuditList } from '../queries/audit-list.ts';
import { TransactionLog } from '../queries/transaction-log.ts';
import { WebhookList, webhookStates } from '../queries/webhook-list.ts';
import { LONGEST_NOTE, NOTE } from './note.ts';
import { type PaymentResource, paymentView, toPaymentView } from './payment.view.ts';

const page = {
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
  cursor: z.string().max(200).optional(),
};
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const webhooksQuery = z.strictObject({
  provider: z.enum(PAYMENT_PROVIDERS).optional(),
  state: z.enum(webhookStates).optional(),
  ...page,
});
const auditQuery = z.strictObject({ paymentId: id.optional(), ...page });
const logQuery = z.strictObject({
  from: moment.optional().describe('not before this moment'),
  to: moment.optional().describe('before this moment'),
});
const clearInput = z.strictObject({ reason: z.string().max(LONGEST_NOTE).regex(NOTE).describe('what came of it') });
type WebhooksQuery = z.output<typeof webhooksQuery>;
type AuditQuery = z.output<typeof auditQuery>;
type LogQuery = z.output<typeof logQuery>;
type ClearInput = z.output<typeof clearInput>;

const webhookView = z.object({
  id: z.string(),
  provider: z.string(),
  eventId: z.string(),
  state: z.enum(webhookStates),
  attempts: z.number().int(),
  error: z.string().nullable(),
  receivedAt: z.iso.datetime(),
});
const auditView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  kind: z.enum(PAYMENT_AUDIT_KINDS),
  actorId: z.uuid().nullable(),
  paymentId: z.uuid().nullable(),
  ipPrefix: z.string().nullable().describe('from which network; addresses are not kept'),
  requestId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** What those who look after payments need, by REST. */
@ApiTags('payments')
@ApiBearerAuth('bearer')
@Controller('api/v1')
export class StaffController {
  constructor(
    private readonly webhooks: WebhookList,
    private readonly records: AuditList,
    private readonly log: TransactionLog,
    private readonly clearing: ClearAttention,
    private readonly audit: PaymentAudit,
  ) {}

  @RequiresScopes('payments:refund:any')
  @Post('payments/:id/attention/clear')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say that somebody has looked at a payment that asked for it, and what came of it' })
  @ApiResponse({ status: 200, description: 'The payment.', schema: toOpenApi(paymentView) })
  @ApiResponse({ status: 404, description: 'There is none: PAYMENT_UNKNOWN.' })
  async clear(
    @Param('id', { schema: id }) paymentId: string,
    @Body({ schema: clearInput }) { reason }: ClearInput,
    @CurrentIdentity() by: Identity,
  ): Promise<PaymentResource> {
    return toPaymentView(await this.clearing.execute(paymentId, reason, by));
  }

  @RequiresScopes('payments:read:any')
  @Get('payment-webhooks')
  @ApiOperation({ summary: 'List what the providers have told and what became of it, the newest first' })
  @ApiResponse({
    status: 200,
    description: 'A page; "Link" leads to the next.',
    schema: toOpenApi(pageOf(webhookView)),
  })
  async told(
    @Query({ schema: webhooksQuery }) { limit: first, cursor: after, ...filter }: WebhooksQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, hasNext, endCursor } = await this.webhooks.page({ ...filter, first, after });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    const shown = items.map(({ receivedAt, ...webhook }) => ({ ...webhook, receivedAt: receivedAt.toISOString() }));
    return { items: shown, nextCursor };
  }

  @RequiresScopes('payments:read:any')
  @Get('payment-audit')
  @ApiOperation({ summary: 'List who did what with payments, the newest first' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', schema: toOpenApi(pageOf(auditView)) })
  async audited(
    @Query({ schema: auditQuery }) { paymentId, limit: first, cursor: after }: AuditQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, hasNext, endCursor } = await this.records.page({ paymentId, first, after });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items: items.map(({ at, ...record }) => ({ ...record, at: at.toISOString() })), nextCursor };
  }

  @RequiresScopes('payments:read:any')
  @Get('payment-transactions')
  @ApiOperation({ summary: 'The log of all transactions as JSON lines, the oldest first' })
  @ApiExtension(STREAMED, true)
  @ApiProduces('application/x-ndjson')
  @ApiResponse({ status: 200, description: 'One transaction a line.' })
  async export(
    @Query({ schema: logQuery }) range: LogQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    await this.audit.add({ kind: 'transactions-exported', details: { ...range } });
    reply
      .header('content-type', 'application/x-ndjson')
      .header('content-disposition', 'attachment; filename="payment-transactions.jsonl"')
      .header('cache-control', 'private, no-store');
    return new StreamableFile(Readable.from(this.lines(range)));
  }

  private async *lines(range: LogQuery): AsyncGenerator<string> {
    for await (const batch of this.log.batches(range))
      yield batch.map((each) => `${JSON.stringify({ ...each, amount: toView(each.amount) })}\n`).join('');
  }
}
