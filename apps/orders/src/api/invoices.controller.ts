import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import { Public, STREAMED } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { INVOICE_LOCALES, invoiceOf } from '../domain/invoice.ts';
import { InvoiceWriter } from '../domain/invoice-writer.ts';
import type { Viewer } from '../domain/order-access.ts';
import { OrdersConfig } from '../orders.config.ts';
import { OrderDetails } from '../queries/order-details.ts';
import { CurrentViewer } from './order.http.ts';

const invoiceQuery = z.strictObject({ locale: z.enum(INVOICE_LOCALES).default('en') });
type InvoiceQuery = z.output<typeof invoiceQuery>;

@ApiTags('Orders')
@Controller('api/v1/orders')
export class InvoicesController {
  constructor(
    private readonly details: OrderDetails,
    private readonly writer: InvoiceWriter,
    private readonly config: OrdersConfig,
  ) {}

  @Public()
  @Get(':id/invoice')
  @ApiOperation({ summary: 'The invoice of a paid order as a PDF, for its owner and for staff.' })
  @ApiHeader({ name: 'X-Order-Token', required: false, description: "A guest's order needs its token." })
  @ApiProduces('application/pdf', 'application/problem+json')
  @ApiExtension(STREAMED, true)
  @ApiResponse({ status: 200, description: 'The same bytes each time.', schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such order, or not yours.' })
  @ApiResponse({ status: 409, description: 'INVOICE_NOT_AVAILABLE: it has not been paid.' })
  async get(
    @Param('id', { schema: id }) orderId: string,
    @Query({ schema: invoiceQuery }) { locale }: InvoiceQuery,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const invoice = invoiceOf(await this.details.get(orderId, viewer), this.config.seller, locale);
    reply.header('cache-control', 'no-store');
    const disposition = `inline; filename="invoice-${invoice.number}.pdf"`;
    return new StreamableFile(this.writer.write(invoice), { type: 'application/pdf', disposition });
  }
}
