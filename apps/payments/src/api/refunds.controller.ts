import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { fromJson, id, moneyJson } from '@tovar/contracts';
import {
  Authenticated,
  CurrentIdentity,
  type Identity,
  LARGEST_PAGE,
  linkNextPage,
  RequiredIdempotencyKey,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DecideRefund } from '../commands/decide-refund.ts';
import { RefundPayment } from '../commands/refund-payment.ts';
import { RefundList } from '../queries/refund-list.ts';
import { LONGEST_NOTE, NOTE } from './note.ts';
import {
  type RefundPageResource,
  refundPageView,
  type RefundResource,
  refundView,
  toRefundView,
} from './refund.view.ts';

const note = z.string().max(LONGEST_NOTE).regex(NOTE);
const refundInput = z.strictObject({
  amount: moneyJson.strict().refine(({ amount }) => BigInt(amount) > 0n, 'Expected more than nothing.'),
  reason: note.describe('why, for the books'),
});
const rejectInput = z.strictObject({ note: note.describe('why not') });
const noInput = z.strictObject({}).default({});
const listQuery = z.strictObject({
  paymentId: id.optional(),
  waiting: z.stringbool().optional().describe('those alone that a second person has to decide about'),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
  cursor: z.string().max(200).optional(),
});
type RefundInput = z.output<typeof refundInput>;
type RejectInput = z.output<typeof rejectInput>;
type ListQuery = z.output<typeof listQuery>;

/** Refunds by REST: staff ask, and above a limit another of them decides. */
@ApiTags('payments')
@ApiBearerAuth('bearer')
@Controller('api/v1')
export class RefundsController {
  constructor(
    private readonly refunding: RefundPayment,
    private readonly deciding: DecideRefund,
    private readonly refunds: RefundList,
  ) {}

  @Authenticated()
  @Post('payments/:id/refunds')
  @ApiOperation({ summary: 'Give a part of a payment back, or all; above a limit a second person has to agree' })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'The same when the request is repeated.' })
  @ApiResponse({ status: 201, description: 'The refund, on its way or waiting.', schema: toOpenApi(refundView) })
  @ApiResponse({ status: 403, description: 'You may not refund this, or not as much: FORBIDDEN.' })
  @ApiResponse({ status: 404, description: 'There is no such payment: PAYMENT_UNKNOWN.' })
  @ApiResponse({ status: 409, description: 'NOTHING_TO_REFUND, REFUND_TOO_LARGE, REQUEST_IN_PROGRESS.' })
  @ApiResponse({ status: 422, description: 'REFUND_CURRENCY_DIFFERS, IDEMPOTENCY_KEY_REUSED.' })
  async refund(
    @Param('id', { schema: id }) paymentId: string,
    @Body({ schema: refundInput }) { amount, reason }: RefundInput,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @CurrentIdentity() by: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RefundResource> {
    const asked = { paymentId, amount: fromJson(amount), reason, idempotencyKey, by };
    const { refund, isReplay } = await this.refunding.execute(asked);
    if (isReplay) reply.header('idempotency-replayed', 'true');
    return toRefundView(refund);
  }

  @RequiresScopes('payments:read:any')
  @Get('refunds')
  @ApiOperation({ summary: 'List what staff asked to give back, the newest first' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', schema: toOpenApi(refundPageView) })
  async list(
    @Query({ schema: listQuery }) { paymentId, waiting: isWaiting, limit: first, cursor: after }: ListQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RefundPageResource> {
    const { items, hasNext, endCursor } = await this.refunds.page({ paymentId, isWaiting, first, after });
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items: items.map(toRefundView), nextCursor };
  }

  @RequiresScopes('payments:read:any')
  @Get('refunds/:id')
  @ApiOperation({ summary: 'Read a refund that staff asked for' })
  @ApiResponse({ status: 200, description: 'The refund as it is now.', schema: toOpenApi(refundView) })
  @ApiResponse({ status: 404, description: 'There is none: NOT_FOUND.' })
  async read(@Param('id', { schema: id }) refundId: string): Promise<RefundResource> {
    return toRefundView(await this.refunds.get(refundId));
  }

  @Authenticated()
  @Post('refunds/:id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Agree to a refund that somebody else of the staff asked for' })
  @ApiResponse({ status: 200, description: 'The refund, on its way.', schema: toOpenApi(refundView) })
  @ApiResponse({ status: 403, description: 'FORBIDDEN, or REFUND_NEEDS_ANOTHER: you asked for it yourself.' })
  @ApiResponse({ status: 409, description: 'REFUND_ALREADY_DECIDED, REFUND_TOO_LARGE.' })
  async approve(
    @Param('id', { schema: id }) refundId: string,
    @Body({ schema: noInput }) _nothing: Record<string, never>,
    @CurrentIdentity() by: Identity,
  ): Promise<RefundResource> {
    return toRefundView(await this.deciding.approve(refundId, by));
  }

  @Authenticated()
  @Post('refunds/:id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Turn down a refund that somebody else of the staff asked for' })
  @ApiResponse({ status: 200, description: 'The refund, turned down.', schema: toOpenApi(refundView) })
  @ApiResponse({ status: 403, description: 'FORBIDDEN, or REFUND_NEEDS_ANOTHER: you asked for it yourself.' })
  @ApiResponse({ status: 409, description: 'REFUND_ALREADY_DECIDED.' })
  async reject(
    @Param('id', { schema: id }) refundId: string,
    @Body({ schema: rejectInput }) { note: why }: RejectInput,
    @CurrentIdentity() by: Identity,
  ): Promise<RefundResource> {
    return toRefundView(await this.deciding.reject(refundId, why, by));
  }
}
