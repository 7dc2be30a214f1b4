import type { CatalogShop } from '../kit/catalog-shop.ts';

/** A way to find products, for the suites that all of them pass. */
export interface FinderUnderTest {
  /** A catalogue that is searched that way. */
  start(): Promise<CatalogShop>;
  /** Resolves when searches see all that was changed. */
  settled(shop: CatalogShop): Promise<void>;
  /** How many filters are drawn. */
  readonly runs: number;
}
