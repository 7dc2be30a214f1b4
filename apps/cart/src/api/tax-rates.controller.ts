import { Body, Controller, Get, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  pageOf,
  pageQuery,
  type PageQuery,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { SetTaxRate, type TaxRate, taxRateFields } from '../commands/set-tax-rate.ts';
import { TaxRateList } from '../queries/tax-rate-list.ts';
import { taxRateView, type TaxRateView, toTaxRateView } from './promotion.view.ts';

@ApiTags('Tax rates')
@ApiBearerAuth()
@Controller('api/v1/tax-rates')
export class TaxRatesController {
  constructor(
    private readonly list: TaxRateList,
    private readonly setting: SetTaxRate,
  ) {}

  @RequiresScopes('promotions:read:any')
  @Get()
  @ApiOperation({ summary: 'All tax rates, by country and category, the latest beginning first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(taxRateView)) })
  async find(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: TaxRateView[]; nextCursor: string | null }> {
    return toPageView(await this.list.page(toPageQuestion(query)), reply, toTaxRateView);
  }

  @RequiresScopes('promotions:write:any')
  @Put()
  @ApiOperation({ summary: 'Sets the rate of a country and a category from a moment on.' })
  @ApiResponse({ status: 200, description: 'The entry.', schema: toOpenApi(taxRateView) })
  async set(@Body({ schema: taxRateFields }) rate: TaxRate): Promise<TaxRateView> {
    return toTaxRateView(await this.setting.execute(rate));
  }
}
