import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Shipments } from '../queries/shipments.ts';
import { PAGE_HEADERS, trackingPage, UNKNOWN_PARCEL } from './tracking-page.ts';

/** 256 random bits; anything else is no parcel. */
const trackingToken = z.string().max(100);

/** A page for buyers, also those without an account; whoever has its address may read it. */
@ApiTags('Shipments')
@Controller('track')
export class TrackingController {
  constructor(private readonly shipments: Shipments) {}

  @Public()
  @Get(':token')
  @ApiOperation({ summary: 'Show where a parcel is to whoever has the address of this page' })
  @ApiProduces('text/html')
  @ApiResponse({ status: 200, description: 'A page for the buyer.' })
  @ApiResponse({ status: 404, description: 'A page that says that there is no such parcel.' })
  async show(
    @Param('token', { schema: trackingToken }) token: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const shipment = /^[\w-]{43}$/.test(token) ? await this.shipments.byToken(token) : undefined;
    if (!shipment) return reply.status(404).headers(PAGE_HEADERS).send(UNKNOWN_PARCEL);
    return reply.headers(PAGE_HEADERS).send(trackingPage(shipment));
  }
}
