import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  MatchedVersion,
  matching,
  pageOf,
  pageQuery,
  type PageQuery,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { CreateZone } from '../commands/create-zone.ts';
import { DeleteZone } from '../commands/delete-zone.ts';
import { EditZone } from '../commands/edit-zone.ts';
import { type CreateZoneInput, createZoneInput, zoneChanges, type ZoneChangesInput } from '../commands/zone-input.ts';
import type { Zone } from '../domain/zone.ts';
import { Zones } from '../queries/zones.ts';
import { toZoneView, zoneView, type ZoneView } from './delivery-zone.view.ts';

@ApiTags('Delivery')
@Controller('api/v1/delivery-zones')
export class DeliveryZonesController {
  constructor(
    private readonly zones: Zones,
    private readonly creation: CreateZone,
    private readonly edits: EditZone,
    private readonly removal: DeleteZone,
  ) {}

  @RequiresScopes('shipping:read:any')
  @Get()
  @ApiOperation({ summary: 'Where the shop delivers to, in the order of their codes.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(zoneView)) })
  async list(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: ZoneView[]; nextCursor: string | null }> {
    return toPageView(await this.zones.page(toPageQuestion(query)), reply, toZoneView);
  }

  @RequiresScopes('shipping:read:any')
  @Get(':id')
  @ApiOperation({ summary: 'Where the shop delivers to on the same terms.' })
  @ApiResponse({ status: 200, description: 'With its version as ETag.', schema: toOpenApi(zoneView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(
    @Param('id', { schema: id }) zoneId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ZoneView> {
    return answer(await this.zones.get(zoneId), reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post()
  @ApiOperation({ summary: 'Makes a zone of countries or parts of them.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({ status: 201, description: 'As it is now.', schema: toOpenApi(zoneView) })
  @ApiResponse({ status: 409, description: 'ZONE_CODE_TAKEN, AREA_TAKEN.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_COUNTRY, AREA_REPEATED.' })
  async create(
    @Body({ schema: createZoneInput }) input: CreateZoneInput,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() { userId: staffId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ZoneView> {
    const { result, isReplay } = await this.creation.execute(input, { staffId, idempotencyKey });
    if (isReplay) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/api/v1/delivery-zones/${result.id}`);
    return answer(await this.zones.get(result.id), reply);
  }

  @RequiresScopes('shipping:write:any')
  @Patch(':id')
  @ApiOperation({ summary: 'Changes what the body names of a zone.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 200, description: 'As it is now.', schema: toOpenApi(zoneView) })
  @ApiResponse({ status: 409, description: 'ZONE_CODE_TAKEN, AREA_TAKEN.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_COUNTRY, AREA_REPEATED.' })
  async edit(
    @Param('id', { schema: id }) zoneId: string,
    @Body({ schema: zoneChanges }) changes: ZoneChangesInput,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ZoneView> {
    await matching(() => this.edits.execute({ id: zoneId, expectedVersion, changes }));
    return answer(await this.zones.get(zoneId), reply);
  }

  @RequiresScopes('shipping:write:any')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets a zone that no method serves.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was read, such as "3".' })
  @ApiResponse({ status: 409, description: 'ZONE_IN_USE.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  remove(@Param('id', { schema: id }) zoneId: string, @MatchedVersion() expectedVersion: number): Promise<void> {
    return matching(() => this.removal.execute({ id: zoneId, expectedVersion }));
  }
}

function answer(zone: Zone, reply: FastifyReply): ZoneView {
  reply.header('etag', `"${zone.version}"`);
  return toZoneView(zone);
}
