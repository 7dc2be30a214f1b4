export { CatalogModule } from './catalog.module.ts';
export { FillDemoCatalog } from './commands/fill-demo-catalog.ts';
export { RebuildRatings } from './commands/rebuild-ratings.ts';
