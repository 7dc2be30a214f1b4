import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  MatchedVersion,
  matching,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ChangeParcel } from '../commands/change-parcel.ts';
import { PackShipment } from '../commands/pack-shipment.ts';
import {
  cancelFields,
  openShipmentInput,
  type OpenShipmentInput,
  packFields,
  shipFields,
  trackFields,
} from '../commands/parcel-input.ts';
import { ShipShipment } from '../commands/ship-shipment.ts';
import { Shipments } from '../queries/shipments.ts';
import { ChangesWhatWasRead } from './parcel.http.ts';
import { type ShipmentResource, shipmentView, toShipmentResource } from './shipment.view.ts';
import { shownShipment } from './shown-shipment.ts';

const packBody = z.strictObject(packFields);
const shipBody = z.strictObject(shipFields);
const cancelBody = z.strictObject(cancelFields);
const trackBody = z.strictObject(trackFields);
type PackBody = z.output<typeof packBody>;
type ShipBody = z.output<typeof shipBody>;
type CancelBody = z.output<typeof cancelBody>;
type TrackBody = z.output<typeof trackBody>;

const answered = toOpenApi(shipmentView);

/** What staff do with parcels. */
@ApiTags('Shipments')
@Controller('api/v1/shipments')
export class ParcelCareController {
  constructor(
    private readonly shipments: Shipments,
    private readonly packing: PackShipment,
    private readonly shipping: ShipShipment,
    private readonly care: ChangeParcel,
  ) {}

  @RequiresScopes('shipping:write:any')
  @Post()
  @ApiOperation({ summary: 'A further parcel of an order, for what is in no other.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({ status: 201, description: 'As it is now.', schema: answered })
  @ApiResponse({ status: 409, description: 'NOTHING_TO_SEND.' })
  async open(
    @Body({ schema: openShipmentInput }) input: OpenShipmentInput,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentResource> {
    const { result, isReplay } = await this.care.open(input, { staffId: identity.userId, idempotencyKey });
    if (isReplay) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/api/v1/shipments/${result.id}`);
    return this.answer(result.id, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/pack')
  @HttpCode(200)
  @ChangesWhatWasRead(
    'Says that a parcel is packed: its carrier takes it into its books, and then there is a label.',
    answered,
    'SHIPMENT_NOT_PENDING, BOOKING_UNDER_WAY, ORDER_NOT_SHIPPABLE.',
  )
  async pack(
    @Param('id', { schema: id }) shipmentId: string,
    @Body({ schema: packBody }) input: PackBody,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentResource> {
    await matching(() => this.packing.execute({ ...input, shipmentId, expectedVersion }, { staffId: identity.userId }));
    return this.answer(shipmentId, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/ship')
  @HttpCode(200)
  @ChangesWhatWasRead(
    'Says that a parcel has left, or so much of it; the rest waits in another one.',
    answered,
    'SHIPMENT_NOT_PENDING, BOOKING_UNDER_WAY, ORDER_NOT_SHIPPABLE.',
  )
  async ship(
    @Param('id', { schema: id }) shipmentId: string,
    @Body({ schema: shipBody }) input: ShipBody,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentResource> {
    await matching(() =>
      this.shipping.execute({ ...input, shipmentId, expectedVersion }, { staffId: identity.userId }),
    );
    return this.answer(shipmentId, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/cancel')
  @HttpCode(200)
  @ChangesWhatWasRead('Gives up a parcel that has not left.', answered, 'SHIPMENT_NOT_PENDING.')
  async cancel(
    @Param('id', { schema: id }) shipmentId: string,
    @Body({ schema: cancelBody }) { reason }: CancelBody,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentResource> {
    const call = { staffId: identity.userId };
    await matching(() => this.care.cancel({ shipmentId, expectedVersion, reason }, call));
    return this.answer(shipmentId, identity, reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post(':id/tracking-events')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tells where a parcel is, or that it has arrived or will not, when no carrier does.' })
  @ApiResponse({ status: 200, description: 'The parcel as it is now.', schema: answered })
  @ApiResponse({ status: 409, description: 'SHIPMENT_NOT_SHIPPED.' })
  async track(
    @Param('id', { schema: id }) shipmentId: string,
    @Body({ schema: trackBody }) input: TrackBody,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShipmentResource> {
    await this.care.track({ ...input, shipmentId }, { staffId: identity.userId });
    return this.answer(shipmentId, identity, reply);
  }

  private async answer(shipmentId: string, identity: Identity, reply: FastifyReply): Promise<ShipmentResource> {
    const shipment = await this.shipments.get(shipmentId, { identity });
    reply.header('etag', `"${shipment.version}"`).header('cache-control', 'no-store');
    return toShipmentResource(shownShipment(shipment, { identity }));
  }
}
