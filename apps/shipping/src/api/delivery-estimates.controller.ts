import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import type { Estimate } from '../domain/method.ts';
import { DeliveryEstimates } from '../queries/delivery-estimates.ts';
import { sharedEstimate } from './delivery-estimate.types.ts';
import { quoteQuery } from './quote-query.ts';

const query = quoteQuery.pick({ country: true, region: true, postalCode: true });
type Place = z.output<typeof query>;

const days = z.object({ minDays: z.int(), maxDays: z.int() });
const view = z.object({
  estimate: days.nullable().meta({ description: 'Working days from the payment to the door.' }),
});

@ApiTags('Delivery')
@Controller('api/v1/delivery-estimates')
export class DeliveryEstimatesController {
  constructor(private readonly estimates: DeliveryEstimates) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'How long the quickest delivery to a place takes.' })
  @ApiResponse({ status: 200, description: 'Null where nothing is delivered.', schema: toOpenApi(view) })
  @ApiResponse({ status: 422, description: 'UNKNOWN_COUNTRY.' })
  async find(@Query({ schema: query }) place: Place): Promise<{ estimate: Estimate | null }> {
    sharedEstimate();
    return { estimate: (await this.estimates.to(place)) ?? null };
  }
}
