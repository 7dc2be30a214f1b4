import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { pageOf, RequiresScopes, toOpenApi, toPageQuestion, toPageView } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { READS_REPORTS } from '../domain/reading.ts';
import { RankedProducts } from '../queries/ranked-products.ts';
import { SalesReports } from '../queries/sales-report.ts';
import { type SearchedWords, SearchedWordsList } from '../queries/searched-words.ts';
import { SoldCategories } from '../queries/sold-categories.ts';
import { StockForecast } from '../queries/stock-forecast.ts';
import {
  categoriesQuery,
  type CategoriesQuery,
  forecastQuery,
  type ForecastQuery,
  rankingQuery,
  type RankingQuery,
  salesQuery,
  type SalesQuery,
  searchesQuery,
  type SearchesQuery,
} from './report.query.ts';
import {
  rankedProductView,
  type RankedProductView,
  salesReportView,
  type SalesReportView,
  searchedWordsView,
  soldCategoryView,
  type SoldCategoryView,
  stockOutView,
  type StockOutView,
  toRankedProductView,
  toSalesReportView,
  toSoldCategoryView,
  toStockOutView,
} from './report.view.ts';

interface Page<View> {
  readonly items: View[];
  readonly nextCursor: string | null;
}

const stockOutsView = z.object({ items: z.array(stockOutView) });

@ApiTags('Reports')
@ApiBearerAuth()
@Controller('api/v1/analytics')
export class ReportsController {
  constructor(
    private readonly report: SalesReports,
    private readonly products: RankedProducts,
    private readonly categories: SoldCategories,
    private readonly searches: SearchedWordsList,
    private readonly forecast: StockForecast,
  ) {}

  @RequiresScopes(READS_REPORTS)
  @Get('sales')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Revenue, orders and the way to them, by days, weeks or months of a time zone.' })
  @ApiResponse({ status: 200, description: 'The report.', schema: toOpenApi(salesReportView) })
  @ApiResponse({ status: 400, description: 'INVALID_PERIOD.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_TIME_ZONE.' })
  async sales(@Query({ schema: salesQuery }) question: SalesQuery): Promise<SalesReportView> {
    return toSalesReportView(await this.report.of(question), question);
  }

  @RequiresScopes(READS_REPORTS)
  @Get('products')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Top sellers, most viewed, best rated, trending.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(rankedProductView)) })
  async ranked(
    @Query({ schema: rankingQuery }) { limit, cursor, ...question }: RankingQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<RankedProductView>> {
    const page = await this.products.page({ ...question, ...toPageQuestion({ limit, cursor }) });
    return toPageView(page, reply, (product) => toRankedProductView(product, question.currency));
  }

  @RequiresScopes(READS_REPORTS)
  @Get('categories')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Categories by revenue, the most first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(soldCategoryView)) })
  async sold(
    @Query({ schema: categoriesQuery }) { limit, cursor, ...question }: CategoriesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<SoldCategoryView>> {
    const page = await this.categories.page({ ...question, ...toPageQuestion({ limit, cursor }) });
    return toPageView(page, reply, (category) => toSoldCategoryView(category, question.currency));
  }

  @RequiresScopes(READS_REPORTS)
  @Get('searches')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What people search for, the most first; days are those of UTC.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(searchedWordsView)) })
  async searched(
    @Query({ schema: searchesQuery }) { limit, cursor, inVain, ...question }: SearchesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<SearchedWords>> {
    const asked = { ...question, ...toPageQuestion({ limit, cursor }), isInVainOnly: inVain === 'true' };
    return toPageView(await this.searches.page(asked), reply, (words) => words);
  }

  @RequiresScopes(READS_REPORTS)
  @Get('stock-forecast')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What will be sold out next, the soonest first, of the 200 variants that sell fastest.' })
  @ApiResponse({ status: 200, description: 'The variants.', schema: toOpenApi(stockOutsView) })
  async stockOuts(@Query({ schema: forecastQuery }) { limit }: ForecastQuery): Promise<{ items: StockOutView[] }> {
    const next = await this.forecast.next(toPageQuestion({ limit }).first, new Date());
    return { items: next.map(toStockOutView) };
  }
}
