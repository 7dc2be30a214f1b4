import type { Product } from '../product.ts';
import type { ProductType } from '../product-type.ts';
import type { StockLine, StockMovement } from '../stock.ts';
import type { StockLevels } from '../stock.ts';

/** What a batch of written products speaks of. */
export interface Mentioned {
  readonly slugs: readonly string[];
  readonly skus: readonly string[];
  readonly categories: readonly string[];
  readonly types: readonly string[];
}

export interface KnownCategory {
  readonly id: string;
  /** The slugs from the department down to the category itself, joined by `/`. */
  readonly path: string;
}

/** The part of the catalogue that a batch speaks of; what does not exist is missing. */
export interface KnownCatalogue {
  /** By slug. */
  readonly products: ReadonlyMap<string, Product>;
  /** Of the products' variants. */
  readonly stock: StockLevels;
  /** The products whose variants have these SKUs. */
  readonly skuOwners: ReadonlyMap<string, string>;
  /** By path, and by the last slug of it alone. */
  readonly categories: ReadonlyMap<string, KnownCategory>;
  /** By code and by id. */
  readonly types: ReadonlyMap<string, ProductType>;
}

/** A product as the file wants it; without `before` it is new. */
export interface PlannedProduct {
  readonly before?: Product;
  readonly after: Product;
  /** The first stock of new variants. */
  readonly opening: readonly StockLine[];
  /** Of variants that were counted. */
  readonly movements: readonly StockMovement[];
}

/** The catalogue as imports change it: a batch costs the same few statements however many products it has. */
export abstract class ImportCatalogue {
  /** Products and stock stay as they are read here until the open transaction has ended. */
  abstract load(mentioned: Mentioned): Promise<KnownCatalogue>;

  /**
   * Stores the products, their prices as entries of the price history, their stock and its ledger, and tells what has
   * changed. Within the open transaction, which has loaded them.
   */
  abstract save(
    planned: readonly PlannedProduct[],
    by: { readonly importId: string; readonly managerId: string },
  ): Promise<void>;
}
