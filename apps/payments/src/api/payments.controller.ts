import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentIdentity,
  decodeCursor,
  type Identity,
  InvalidCursor,
  LARGEST_PAGE,
  NotFound,
  pageSize,
  RequiresScopes,
  toOpenApi,
  toPage,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PaymentHistory } from '../queries/payment-history.ts';
import { paymentView, toPaymentView } from './payment.view.ts';

const listQuery = z.strictObject({
  orderId: z.uuid().optional(),
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
  @ApiOperation({ summary: 'List payments, newest first; of one order with orderId' })
  @ApiResponse({
    status: 200,
    description: 'A page of payments; the Link header names the next one.',
    schema: toOpenApi(z.object({ items: z.array(paymentView), nextCursor: z.string().nullable() })),
  })
  async list(
    @Query({ schema: listQuery }) { orderId, limit, cursor }: ListQuery,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const size = pageSize(limit);
    const before = cursor === undefined ? undefined : idIn(cursor);
    const found = await this.history.list(
      { orderIds: orderId ? [orderId] : undefined, before, limit: size + 1 },
      identity,
    );
    const { items, hasNext, endCursor } = toPage(found, size, ({ id }) => [id]);
    const nextCursor = hasNext && endCursor ? endCursor : null;
    if (nextCursor) reply.header('link', `<${nextPath({ orderId, limit: size, cursor: nextCursor })}>; rel="next"`);
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

function idIn(cursor: string): string {
  const [id] = decodeCursor(cursor, 'uuid');
  if (!z.uuid().safeParse(id).success) throw new InvalidCursor();
  return id;
}

function nextPath(query: { orderId?: string; limit: number; cursor: string }): string {
  const { orderId, limit, cursor } = query;
  const parameters = new URLSearchParams({ ...(orderId ? { orderId } : {}), limit: String(limit), cursor });
  return `/api/v1/payments?${parameters.toString()}`;
}
