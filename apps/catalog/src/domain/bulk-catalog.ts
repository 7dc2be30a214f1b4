import type { LocalizedText } from './localized-text.ts';
import type { Product } from './product.ts';
import type { ProductType } from './product-type.ts';
import type { StockLine } from './stock.ts';

export interface NewCategory {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: LocalizedText;
  readonly position: number;
}

export interface NewPicture {
  readonly alt: LocalizedText;
  /** The drawing itself. */
  readonly svg: string;
}

/** A product with everything that a catalogue knows of it. */
export interface StockedProduct {
  readonly product: Product;
  /** The first one is the cover; variants name them by their place. */
  readonly pictures: readonly NewPicture[];
  readonly stock: readonly StockLine[];
}

/** Counts products: how many are in so far, of how many. */
export type OnListed = (listed: number) => void;

/**
 * Writes a whole catalogue at once: a few statements for hundreds of products. Everything runs within the open
 * transaction, and nobody else reads the catalogue until that has ended.
 */
export abstract class BulkCatalog {
  /** True when there is nothing at all. Whoever asks at the same time waits until the open transaction has ended. */
  abstract isEmpty(): Promise<boolean>;

  /** Parents before their children. */
  abstract addCategories(categories: readonly NewCategory[]): Promise<void>;

  abstract addProductTypes(types: readonly ProductType[]): Promise<void>;

  /** Makes an empty catalogue quick to fill: indexes and foreign keys are away until `finish`. */
  abstract begin(): Promise<void>;

  /** Also begins their stock's ledger and tells `product.changed.v1` of each. Only between `begin` and `finish`. */
  abstract addProducts(products: readonly StockedProduct[], source: string): Promise<void>;

  /** Brings indexes and foreign keys back, which checks everything that was added, and lists all products. */
  abstract finish(onListed: OnListed): Promise<void>;
}
