export { AnalyticsModule } from './analytics.module.ts';
export { FillDemoHistory } from './commands/fill-demo-history.ts';
export { RebuildProjections } from './commands/rebuild-projections.ts';
export { RankedProducts } from './queries/ranked-products.ts';
export { SalesReports } from './queries/sales-report.ts';
export { SoldCategories } from './queries/sold-categories.ts';
