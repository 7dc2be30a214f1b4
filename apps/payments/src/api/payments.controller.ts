import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentIdentity,
  type Identity,
  LARGEST_PAGE,
  linkNextPage,
  NotFound,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import { PAYMENT_PROVIDERS } from '@tovar/contracts';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { paymentStates } from '../domain/payment-progress.ts';
import { PaymentHistory } from '../queries/payment-history.ts';
import { paymentView, toPaymentView } from './payment.view.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const listQuery = z.strictObject({
  orderId: z.uuid().optional(),
  provider: z.enum(PAYMENT_PROVIDERS).optional(),
  state: z.enum(paymentStates).optional(),
  from: moment.optional().describe('asked for at this moment or later'),
  to: moment.optional().describe('asked for before this moment'),
  needsAttention: z.stringbool().optional().describe('those alone that somebody of the staff has to look at'),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
  cursor: z.string().max(200).optional(),
});
type ListQuery = z.output<typeof listQuery>;

/** Payments by REST: customers read their own, staff all. */
@ApiTags('payments')
@ApiBearerAuth('bearer')
@Controller('api/v1/payments')
export class PaymentsController {
  constructor(private readonly history: PaymentHistory) {}

  @RequiresScopes('payments:read:own', 'payments:read:any')
  @Get()
  @ApiOperation({ summary: 'List payments, newest first; the conditions narrow each other' })
  @ApiResponse({
    status: 200,
    description: 'A page of payments; the Link header names the next one.',
    schema: toOpenApi(z.object({ items: z.array(paymentView), nextCursor: z.string().nullable() })),
  })
  async list(
    @Query({ schema: listQuery }) { limit: first, cursor: after, ...filter }: ListQuery,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { items, hasNext, endCursor } = await this.history.page({ ...filter, first, after }, identity);
    const nextCursor = (hasNext && endCursor) || null;
    linkNextPage(reply, nextCursor);
    return { items: items.map(toPaymentView), nextCursor };
  }

  @RequiresScopes('payments:read:own', 'payments:read:any')
  @Get(':id')
  @ApiOperation({ summary: 'Read a payment' })
  @ApiResponse({ status: 200, description: 'The payment with its transactions.', schema: toOpenApi(paymentView) })
  @ApiResponse({ status: 404, description: 'There is none, or it is not yours: NOT_FOUND.' })
  async read(@Param('id', { schema: z.uuid() }) id: string, @CurrentIdentity() identity: Identity) {
    const payment = await this.history.find(id, identity);
    if (!payment) throw new NotFound('The payment');
    return toPaymentView(payment);
  }
}
