import { CatalogShop } from './kit/catalog-shop.ts';
import { describeProductFinder } from './product-finder.contract.ts';

describeProductFinder("the index in the process's memory", {
  start: () => CatalogShop.start(),
  // It is never behind.
  settled: async () => undefined,
  runs: 120,
});
