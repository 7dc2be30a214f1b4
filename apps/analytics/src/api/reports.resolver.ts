import { Args, Query, Resolver } from '@nestjs/graphql';
import { RequiresScopes } from '@tovar/platform';
import { READS_REPORTS } from '../domain/reading.ts';
import { rankingCursorOf, RankedProducts } from '../queries/ranked-products.ts';
import { SalesReports } from '../queries/sales-report.ts';
import { searchCursorOf, SearchedWordsList } from '../queries/searched-words.ts';
import { categoryCursorOf, SoldCategories } from '../queries/sold-categories.ts';
import { StockForecast } from '../queries/stock-forecast.ts';
import { ForecastArgs, PeriodArgs, RankingArgs, SalesArgs, SearchesArgs } from './report.args.ts';
import {
  RankedProductConnection,
  SalesReportType,
  SearchedWordsConnection,
  SoldCategoryConnection,
  StockOut,
} from './report.types.ts';
import { toRankedProductView, toSalesReportView, toSoldCategoryView } from './report.view.ts';

/** What staff reads of the shop. */
@Resolver()
export class ReportsResolver {
  constructor(
    private readonly sales: SalesReports,
    private readonly products: RankedProducts,
    private readonly categories: SoldCategories,
    private readonly searches: SearchedWordsList,
    private readonly forecast: StockForecast,
  ) {}

  @RequiresScopes(READS_REPORTS)
  @Query(() => SalesReportType, { description: 'Revenue, orders and the way to them, by days, weeks or months.' })
  async salesReport(@Args() { timeZone, ...args }: SalesArgs): Promise<SalesReportType> {
    const question = { ...args, timeZone: timeZone ?? 'UTC' };
    const { buckets, ...totals } = toSalesReportView(await this.sales.of(question), question);
    const moments = (at: string): Date => new Date(at);
    return {
      ...totals,
      buckets: buckets.map(({ startsAt, endsAt, ...parts }) => {
        return { ...parts, startsAt: moments(startsAt), endsAt: moments(endsAt) };
      }),
    };
  }

  @RequiresScopes(READS_REPORTS)
  @Query(() => RankedProductConnection, { description: 'Top sellers, most viewed, best rated, trending.' })
  async rankedProducts(@Args() { timeZone, ...args }: RankingArgs): Promise<RankedProductConnection> {
    const page = await this.products.page({ ...args, timeZone: timeZone ?? 'UTC' });
    const edges = page.items.map((ranked) => {
      const { productId: id, ...node } = toRankedProductView(ranked, args.currency);
      return { cursor: rankingCursorOf(ranked), node: { ...node, product: { id } } };
    });
    return { edges, pageInfo: { hasNextPage: page.hasNext, endCursor: page.endCursor } };
  }

  @RequiresScopes(READS_REPORTS)
  @Query(() => SoldCategoryConnection, { description: 'Categories by revenue, the most first.' })
  async soldCategories(@Args() { timeZone, ...args }: PeriodArgs): Promise<SoldCategoryConnection> {
    const page = await this.categories.page({ ...args, timeZone: timeZone ?? 'UTC' });
    const edges = page.items.map((sold) => {
      const { categoryId: id, ...node } = toSoldCategoryView(sold, args.currency);
      return { cursor: categoryCursorOf(sold), node: { ...node, category: { id } } };
    });
    return { edges, pageInfo: { hasNextPage: page.hasNext, endCursor: page.endCursor } };
  }

  @RequiresScopes(READS_REPORTS)
  @Query(() => SearchedWordsConnection, { description: 'What people search for, the most first.' })
  async searchedWords(@Args() args: SearchesArgs): Promise<SearchedWordsConnection> {
    const page = await this.searches.page(args);
    const edges = page.items.map((node) => ({ node: { ...node }, cursor: searchCursorOf(node, args.isInVainOnly) }));
    return { edges, pageInfo: { hasNextPage: page.hasNext, endCursor: page.endCursor } };
  }

  @RequiresScopes(READS_REPORTS)
  @Query(() => [StockOut], {
    description: 'What will be sold out next, the soonest first, of the 200 variants that sell fastest.',
  })
  async stockForecast(@Args() { first }: ForecastArgs): Promise<StockOut[]> {
    const next = await this.forecast.next(first, new Date());
    return next.map(({ productId: id, ...forecast }) => ({ ...forecast, product: { id } }));
  }
}
