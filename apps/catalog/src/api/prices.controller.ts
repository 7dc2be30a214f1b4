import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type CurrencyCode, id, moneyView } from '@tovar/contracts';
import {
  MatchedVersion,
  matching,
  NotFound,
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
import { priceFields } from '../commands/product-input.ts';
import { type PriceSchedule, priceSchedule, SchedulePrices } from '../commands/schedule-prices.ts';
import { type QuantitySteps, quantitySteps, SetQuantityPrices } from '../commands/set-quantity-prices.ts';
import { PriceHistory } from '../queries/price-history.ts';
import { QuantityPrices } from '../queries/quantity-prices.ts';
import { Variants } from '../queries/variants.ts';
import { type PriceType, type QuantityPriceType, toPriceType, toQuantityPriceType } from './price.view.ts';
import { isVariantVisible } from './visibility.ts';

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .default('EUR');
const historyQuery = pageQuery.extend({ currency });
type HistoryQuery = z.output<typeof historyQuery>;
const currencyQuery = z.strictObject({ currency });
type CurrencyQuery = z.output<typeof currencyQuery>;

const priceView = z.object({ money: moneyView, taxIncluded: z.boolean() });
const entryView = priceView.extend({ validFrom: z.iso.datetime(), validTo: z.iso.datetime().nullable() });
type EntryView = z.output<typeof entryView>;
const quantityPricesView = z.object({ items: z.array(z.object({ minimumQuantity: z.int(), money: moneyView })) });

@ApiTags('Prices')
@Controller('api/v1')
export class PricesController {
  constructor(
    private readonly history: PriceHistory,
    private readonly quantities: QuantityPrices,
    private readonly variants: Variants,
    private readonly scheduling: SchedulePrices,
    private readonly steps: SetQuantityPrices,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Post('products/:id/prices')
  @HttpCode(204)
  @ApiOperation({ summary: 'Prices that begin later, such as those of a sale.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 409, description: 'PRICE_BEGINS_TWICE.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_VARIANT.' })
  async schedule(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: priceSchedule }) schedule: PriceSchedule,
    @MatchedVersion() expectedVersion: number,
  ): Promise<void> {
    await matching(() => this.scheduling.execute({ productId, expectedVersion, ...schedule }));
  }

  @RequiresScopes('catalog:write:any')
  @Put('products/:id/variants/:variantId/quantity-prices/:currency')
  @HttpCode(204)
  @ApiOperation({ summary: 'Replaces what one unit of a variant costs when several are bought, in one currency.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_VARIANT.' })
  async setQuantityPrices(
    @Param('id', { schema: id }) productId: string,
    @Param('variantId', { schema: id }) variantId: string,
    @Param('currency', { schema: priceFields.currency }) written: CurrencyCode,
    @Body({ schema: quantitySteps }) { steps }: QuantitySteps,
    @MatchedVersion() expectedVersion: number,
  ): Promise<void> {
    await matching(() => this.steps.execute({ productId, variantId, currency: written, expectedVersion, steps }));
  }

  @Public()
  @Get('variants/:id/quantity-prices')
  @ApiOperation({ summary: 'What one unit of a variant costs when several are bought, the smallest quantity first.' })
  @ApiResponse({ status: 200, description: 'The steps.', schema: toOpenApi(quantityPricesView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such variant.' })
  async quantityPrices(
    @Param('id', { schema: id }) variantId: string,
    @Query({ schema: currencyQuery }) { currency: asked }: CurrencyQuery,
  ): Promise<{ items: QuantityPriceType[] }> {
    const variant = await this.variants.byId(variantId);
    if (!variant || !isVariantVisible(variant)) throw new NotFound('The variant');
    return { items: (await this.quantities.of(variant.id, asked)).map(toQuantityPriceType) };
  }

  @RequiresScopes('catalog:write:any')
  @Get('variants/:id/prices')
  @ApiOperation({ summary: 'What a variant costs, cost and will cost, the latest beginning first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(entryView)) })
  async entries(
    @Param('id', { schema: id }) variantId: string,
    @Query({ schema: historyQuery }) query: HistoryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: EntryView[]; nextCursor: string | null }> {
    const page = await this.history.page({ variantId, currency: query.currency, ...toPageQuestion(query) });
    return toPageView(page, reply, ({ validFrom, validTo, ...price }) => ({
      ...toPriceType(price),
      validFrom: validFrom.toISOString(),
      validTo: validTo?.toISOString() ?? null,
    }));
  }

  @Public()
  @Get('variants/:id/lowest-recent-price')
  @ApiOperation({ summary: 'The lowest price of a variant within the last 30 days.' })
  @ApiResponse({ status: 200, description: 'The price.', schema: toOpenApi(priceView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such variant, or not sold in this currency.' })
  async lowest(
    @Param('id', { schema: id }) variantId: string,
    @Query({ schema: currencyQuery }) { currency: asked }: CurrencyQuery,
  ): Promise<PriceType> {
    const variant = await this.variants.byId(variantId);
    if (!variant || !isVariantVisible(variant)) throw new NotFound('The variant');
    const lowest = await this.history.lowestRecent(variant.id, asked);
    if (!lowest) throw new NotFound('The price');
    return toPriceType(lowest);
  }
}
