import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentIdentity, type Identity, markPublic, Public, RequiresScopes, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import { READS_OWN, READS_REPORTS } from '../domain/reading.ts';
import { Activities } from '../queries/activities.ts';

const count = z.int().nonnegative();
const userActivityView = z.object({ ordersPlaced: count, ordersPaid: count, reviewsWritten: count });
const popularityView = z.object({ views: count, popularity: count });
const productActivityView = z.object({
  views: count,
  orders: count,
  unitsSold: count,
  reviews: count,
  ratingHundredths: z.int().nullable(),
});
type UserActivityView = z.output<typeof userActivityView>;
type PopularityView = z.output<typeof popularityView>;
type ProductActivityView = z.output<typeof productActivityView>;

const uuid = z.uuid();
const MAX_AGE_MS = 30_000;

@ApiTags('Activity')
@Controller('api/v1')
export class ActivitiesController {
  constructor(private readonly activities: Activities) {}

  @RequiresScopes(READS_OWN)
  @Get('activity')
  @Header('cache-control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What the caller has done in the shop.' })
  @ApiResponse({ status: 200, description: 'Orders and reviews in numbers.', schema: toOpenApi(userActivityView) })
  own(@CurrentIdentity() { userId }: Identity): Promise<UserActivityView> {
    return this.userActivity(userId);
  }

  @RequiresScopes(READS_REPORTS)
  @Get('analytics/users/:userId')
  @Header('cache-control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What somebody has done in the shop.' })
  @ApiResponse({ status: 200, description: 'Orders and reviews in numbers.', schema: toOpenApi(userActivityView) })
  ofUser(@Param('userId', { schema: uuid }) userId: string): Promise<UserActivityView> {
    return this.userActivity(userId);
  }

  @RequiresScopes(READS_REPORTS)
  @Get('analytics/products/:productId')
  @Header('cache-control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What has become of a product since it came into the shop.' })
  @ApiResponse({ status: 200, description: 'In numbers.', schema: toOpenApi(productActivityView) })
  async ofProduct(@Param('productId', { schema: uuid }) productId: string): Promise<ProductActivityView> {
    const { views, orders, units: unitsSold, reviews, ratingHundredths } = await this.activities.ofProduct(productId);
    return { views, orders, unitsSold, reviews, ratingHundredths };
  }

  @Public()
  @Get('product-popularity/:productId')
  @ApiOperation({ summary: 'How often the page of a product is looked at, and how popular it is at the moment.' })
  @ApiResponse({ status: 200, description: 'Up to half a minute ago.', schema: toOpenApi(popularityView) })
  async popularity(@Param('productId', { schema: uuid }) productId: string): Promise<PopularityView> {
    markPublic({ tags: [], maxAgeMs: MAX_AGE_MS });
    const { views, popularity } = await this.activities.ofProduct(productId);
    return { views, popularity };
  }

  private async userActivity(userId: string): Promise<UserActivityView> {
    const { ordersPlaced, ordersPaid, reviewsWritten } = await this.activities.ofUser(userId);
    return { ordersPlaced, ordersPaid, reviewsWritten };
  }
}
