import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { NoteReturn } from '../commands/note-return.ts';
import type { Payment } from '../domain/payment.ts';
import { progressOf } from '../domain/payment-progress.ts';
import { PaymentsConfig } from '../payments.config.ts';
import { PAGE_HEADERS, pageFor, renderPage, type ReturnPage, UNKNOWN_PAYMENT } from './return-page.ts';

/** A provider adds what it likes; only the payment's own id is read, and anything else is no payment. */
const returnQuery = z.looseObject({ payment: z.uuid().optional().catch(undefined) });
type ReturnQuery = z.output<typeof returnQuery>;

/** Where the provider sends the buyer afterwards. The address is no proof of anything, so the provider is asked. */
@ApiTags('payments')
@Controller('pay')
export class ReturnController {
  constructor(
    private readonly noteReturn: NoteReturn,
    private readonly config: PaymentsConfig,
  ) {}

  @Public()
  @Get('return')
  @ApiOperation({ summary: 'Show a buyer who comes back from the payment page how the payment stands' })
  @ApiResponse({ status: 200, description: 'A page for the buyer.' })
  @ApiResponse({ status: 303, description: 'To the storefront, if one is configured.' })
  async back(
    @Query({ schema: returnQuery }) { payment: id }: ReturnQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const payment = await this.noteReturn.execute(id);
    return this.answer(reply, payment, payment && pageFor(payment.orderNumber, stateOf(payment)));
  }

  @Public()
  @Get('cancel')
  @ApiOperation({ summary: 'Show a buyer who left the payment page that the payment is still open' })
  @ApiResponse({ status: 200, description: 'A page for the buyer.' })
  @ApiResponse({ status: 303, description: 'To the storefront, if one is configured.' })
  async left(
    @Query({ schema: returnQuery }) { payment: id }: ReturnQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const payment = await this.noteReturn.execute(id);
    return this.answer(reply, payment, payment && leftPage(payment));
  }

  private answer(reply: FastifyReply, payment: Payment | undefined, page: ReturnPage | undefined): FastifyReply {
    if (!payment || !page) return reply.status(404).headers(PAGE_HEADERS).send(renderPage(UNKNOWN_PAYMENT));
    const storefront = this.config.STOREFRONT_RETURN_URL;
    if (!storefront) return reply.headers(PAGE_HEADERS).send(renderPage(page));
    const target = new URL(storefront);
    target.searchParams.set('orderId', payment.orderId);
    return reply.redirect(target.href, 303);
  }
}

function stateOf({ transactions }: Payment) {
  return progressOf(transactions).state;
}

function leftPage(payment: Payment): ReturnPage {
  const { orderNumber, redirectUrl: href } = payment;
  if (stateOf(payment) !== 'REQUIRES_ACTION' || !href) return pageFor(orderNumber, stateOf(payment));
  const text = `Order ${orderNumber}. Nothing was charged. You can still pay until the order expires.`;
  return { title: 'You have not paid yet', text, link: { href, text: 'Go back to the payment' } };
}
