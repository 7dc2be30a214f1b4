import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  type Identity,
  pageOf,
  pageQuery,
  Public,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CARRIER_CODE } from '../domain/carrier.ts';
import type { Viewer } from '../domain/fulfillment-access.ts';
import { SHIPMENT_STATUSES } from '../domain/shipment.ts';
import { Shipments } from '../queries/shipments.ts';
import { CurrentViewer, OfOneOrder } from './parcel.http.ts';
import { type ShipmentResource, shipmentView, toShipmentResource } from './shipment.view.ts';
import { shownShipment } from './shown-shipment.ts';

const shipmentsQuery = pageQuery.extend({
  status: z.enum(SHIPMENT_STATUSES).optional(),
  carrier: z.string().max(60).regex(CARRIER_CODE).optional(),
  hasProblem: z.stringbool().optional().meta({ description: 'Those alone that somebody has to look at.' }),
});
type ShipmentsQuery = z.output<typeof shipmentsQuery>;

const shipmentList = z.object({ items: z.array(shipmentView) });

@ApiTags('Shipments')
@Controller('api/v1/shipments')
export class ShipmentsController {
  constructor(private readonly shipments: Shipments) {}

  @RequiresScopes('shipping:read:any')
  @Get()
  @ApiOperation({ summary: "Everybody's parcels, the newest first." })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(shipmentView)) })
  async list(
    @Query({ schema: shipmentsQuery }) { limit, cursor, ...filter }: ShipmentsQuery,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: ShipmentResource[]; nextCursor: string | null }> {
    const page = await this.shipments.page(filter, toPageQuestion({ limit, cursor }));
    reply.header('cache-control', 'no-store');
    return toPageView(page, reply, (shipment) => toShipmentResource(shownShipment(shipment, { identity })));
  }

  @Public()
  @Get('of-order/:orderId')
  @OfOneOrder('The parcels of an order, the first one first, for its owner and for staff.', toOpenApi(shipmentList))
  async ofOrder(
    @Param('orderId', { schema: id }) orderId: string,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: ShipmentResource[] }> {
    const shipments = await this.shipments.ofOrder(orderId, viewer);
    reply.header('cache-control', 'no-store');
    return { items: shipments.map((shipment) => toShipmentResource(shownShipment(shipment, viewer))) };
  }

  @Public()
  @Get(':id')
  @OfOneOrder('A parcel, for whoever ordered it and for staff.', toOpenApi(shipmentView))
  async get(
    @Param('id', { schema: id }) shipmentId: string,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentResource> {
    const shipment = await this.shipments.get(shipmentId, viewer);
    reply.header('etag', `"${shipment.version}"`).header('cache-control', 'no-store');
    return toShipmentResource(shownShipment(shipment, viewer));
  }
}
