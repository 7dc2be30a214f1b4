import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  MatchedVersion,
  matching,
  pageOf,
  pageQuery,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ChangePromotions } from '../commands/change-promotions.ts';
import { promotionCode, type PromotionFields, promotionFields } from '../commands/promotion-input.ts';
import { PromotionList } from '../queries/promotion-list.ts';
import type { StoredPromotion } from '../queries/promotion-row.ts';
import { promotionView, type PromotionView, toPromotionView } from './promotion.view.ts';

const listQuery = pageQuery.extend({
  code: promotionCode.optional().meta({ description: 'Only the one that this code opens.' }),
});
type ListQuery = z.output<typeof listQuery>;

@ApiTags('Promotions')
@ApiBearerAuth()
@Controller('api/v1/promotions')
export class PromotionsController {
  constructor(
    private readonly list: PromotionList,
    private readonly changes: ChangePromotions,
  ) {}

  @RequiresScopes('promotions:read:any')
  @Get()
  @ApiOperation({ summary: 'All promotions, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(promotionView)) })
  async find(
    @Query({ schema: listQuery }) { code, ...query }: ListQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: PromotionView[]; nextCursor: string | null }> {
    return toPageView(await this.list.page({ ...toPageQuestion(query), code }), reply, toPromotionView);
  }

  @RequiresScopes('promotions:read:any')
  @Get(':id')
  @ApiOperation({ summary: 'A promotion, with its codes and how often it is used.' })
  @ApiResponse({ status: 200, description: 'The promotion.', schema: toOpenApi(promotionView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(
    @Param('id', { schema: id }) promotionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PromotionView> {
    return versioned(reply, await this.list.get(promotionId));
  }

  @RequiresScopes('promotions:write:any')
  @Post()
  @ApiOperation({ summary: 'Makes a promotion; every cart is priced by it at once.' })
  @ApiResponse({ status: 201, description: 'The promotion.', schema: toOpenApi(promotionView) })
  @ApiResponse({ status: 409, description: 'PROMOTION_CODE_TAKEN.' })
  async create(
    @Body({ schema: promotionFields }) fields: PromotionFields,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PromotionView> {
    const promotion = await this.changes.create(fields);
    reply.header('location', `/api/v1/promotions/${promotion.id}`);
    return versioned(reply, promotion);
  }

  @RequiresScopes('promotions:write:any')
  @Put(':id')
  @ApiOperation({ summary: 'Replaces all of a promotion but its uses.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 200, description: 'The promotion as it is now.', schema: toOpenApi(promotionView) })
  @ApiResponse({ status: 409, description: 'PROMOTION_CODE_TAKEN, PROMOTION_LIMIT_TOO_LOW.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async replace(
    @Param('id', { schema: id }) promotionId: string,
    @Body({ schema: promotionFields }) fields: PromotionFields,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PromotionView> {
    const target = { id: promotionId, expectedVersion };
    return versioned(reply, await matching(() => this.changes.replace(target, fields)));
  }

  @RequiresScopes('promotions:write:any')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a promotion that no order has used.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is removed, such as "3".' })
  @ApiResponse({ status: 409, description: 'PROMOTION_USED: switch it off instead.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async remove(
    @Param('id', { schema: id }) promotionId: string,
    @MatchedVersion() expectedVersion: number,
  ): Promise<void> {
    await matching(() => this.changes.remove({ id: promotionId, expectedVersion }));
  }
}

function versioned(reply: FastifyReply, promotion: StoredPromotion): PromotionView {
  reply.header('etag', `"${promotion.version}"`);
  return toPromotionView(promotion);
}
