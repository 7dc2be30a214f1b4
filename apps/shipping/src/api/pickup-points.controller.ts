import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { pageOf, pageQuery, Public, toOpenApi, toPageQuestion, toPageView } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { PickupPoint } from '../domain/carrier.ts';
import { PickupPoints } from '../queries/pickup-points.ts';
import { namesOnePlace, ONE_PLACE, pickupQuery } from './pickup-query.ts';

const query = z.strictObject({ ...pageQuery.shape, ...pickupQuery.shape }).refine(namesOnePlace, ONE_PLACE);
type Asked = z.output<typeof query>;

const text = z.string().nullable();
const degrees = z.number().nullable().meta({ description: 'Degrees, WGS 84.' });
const view = z.object({
  code: z.string().meta({ description: 'What an address names it by.' }),
  name: z.string(),
  region: text,
  city: z.string(),
  address: z.string(),
  postalCode: text,
  openingHours: text,
  latitude: degrees,
  longitude: degrees,
});

@ApiTags('Delivery')
@Controller('api/v1/pickup-points')
export class PickupPointsController {
  constructor(private readonly points: PickupPoints) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'Where what a carrier brings can be picked up.' })
  @ApiResponse({ status: 200, description: 'A page, in the order of codes.', schema: toOpenApi(pageOf(view)) })
  @ApiResponse({ status: 422, description: 'UNKNOWN_CARRIER, UNKNOWN_COUNTRY.' })
  @ApiResponse({ status: 503, description: 'CARRIER_SILENT: it cannot be asked now.' })
  async find(
    @Query({ schema: query }) { limit, cursor, ...place }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: PickupPoint[]; nextCursor: string | null }> {
    const page = await this.points.page({ ...place, ...toPageQuestion({ limit, cursor }) });
    return toPageView(page, reply, (point) => point);
  }
}
