import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import { RequiresScopes, STREAMED } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { Labels } from '../queries/labels.ts';

@ApiTags('Shipments')
@Controller('api/v1/shipments')
export class LabelsController {
  constructor(private readonly labels: Labels) {}

  @RequiresScopes('shipping:write:any')
  @Get(':id/label')
  @ApiOperation({ summary: 'The label of a packed parcel as a PDF. There is an address on it.' })
  @ApiProduces('application/pdf', 'application/problem+json')
  @ApiExtension(STREAMED, true)
  @ApiResponse({ status: 200, description: 'The same bytes each time.', schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  @ApiResponse({ status: 409, description: 'LABEL_NOT_READY, ORDER_NOT_SHIPPABLE.' })
  async get(
    @Param('id', { schema: id }) shipmentId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { number, pdf } = await this.labels.of(shipmentId);
    reply.header('cache-control', 'no-store');
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: `inline; filename="label-${number}.pdf"` });
  }
}
