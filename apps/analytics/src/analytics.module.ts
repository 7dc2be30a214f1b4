import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { messages } from '@tovar/contracts';
import { ServiceModule, subgraph } from '@tovar/platform';
import { PlainUserError } from '@tovar/platform/graphql';
import { LinkAvailableStock } from './adapters/link-available-stock.ts';
import { LinkProductNames } from './adapters/link-product-names.ts';
import { PostgresProjections } from './adapters/postgres-projections.ts';
import { ActivitiesController } from './api/activities.controller.ts';
import { ActivitiesResolver, ProductActivityResolver, UserActivityResolver } from './api/activities.resolver.ts';
import { CountedUser } from './api/activity.types.ts';
import { AnalyticsConsumers } from './api/analytics.consumers.ts';
import { AnalyticsJobs } from './api/analytics.jobs.ts';
import { RebuildsController } from './api/rebuilds.controller.ts';
import { RebuildsResolver } from './api/rebuilds.resolver.ts';
import { ReportFilesController } from './api/report-files.controller.ts';
import { ReportsController } from './api/reports.controller.ts';
import { ReportsResolver } from './api/reports.resolver.ts';
import { FillDemoHistory } from './commands/fill-demo-history.ts';
import { FoldMessages } from './commands/fold-messages.ts';
import { ForgetRareSearches } from './commands/forget-rare-searches.ts';
import { HearMessages } from './commands/hear-messages.ts';
import { ImportOpeningFacts } from './commands/import-opening-facts.ts';
import { RebuildProjections } from './commands/rebuild-projections.ts';
import { ReplayProjections } from './commands/replay-projections.ts';
import { RequestRebuild } from './commands/request-rebuild.ts';
import { RunRebuild } from './commands/run-rebuild.ts';
import { AvailableStock } from './domain/available-stock.ts';
import { ProductNames } from './domain/product-names.ts';
import { Projections } from './domain/projections.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { Activities } from './queries/activities.ts';
import { OpeningFacts } from './queries/opening-facts.ts';
import { RankedProducts } from './queries/ranked-products.ts';
import { Rebuilds } from './queries/rebuilds.ts';
import { SalesReports } from './queries/sales-report.ts';
import { SearchedWordsList } from './queries/searched-words.ts';
import { SoldCategories } from './queries/sold-categories.ts';
import { SoldProducts } from './queries/sold-products.ts';
import { StockForecast } from './queries/stock-forecast.ts';

/** READ FIRST: everything analytics is made of. What it counts, and how often at most, is `domain/fold.ts`. */
@Module({
  imports: [
    ServiceModule.for({
      name: 'analytics',
      messages,
      database: { prisma: PrismaClient, migrations: join(import.meta.dirname, '../migrations') },
      jobs: true,
    }),
    subgraph({ codeFirst: { orphanedTypes: [PlainUserError, CountedUser] } }),
  ],
  // Files first: "products.csv" is no product.
  controllers: [ReportFilesController, ReportsController, RebuildsController, ActivitiesController],
  providers: [
    // in
    AnalyticsConsumers,
    AnalyticsJobs,
    ReportsResolver,
    RebuildsResolver,
    ActivitiesResolver,
    ProductActivityResolver,
    UserActivityResolver,
    // does
    HearMessages,
    FoldMessages,
    ImportOpeningFacts,
    FillDemoHistory,
    ForgetRareSearches,
    RequestRebuild,
    RunRebuild,
    RebuildProjections,
    ReplayProjections,
    // answers
    SalesReports,
    RankedProducts,
    SoldCategories,
    SoldProducts,
    SearchedWordsList,
    StockForecast,
    Activities,
    Rebuilds,
    OpeningFacts,
    // out
    { provide: Projections, useClass: PostgresProjections },
    { provide: AvailableStock, useClass: LinkAvailableStock },
    { provide: ProductNames, useClass: LinkProductNames },
  ],
})
export class AnalyticsModule {}
