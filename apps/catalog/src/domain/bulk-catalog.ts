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

/** Writes a catalogue in bulk: a few statements for hundreds of products. Everything runs within the open transaction. */
export abstract class BulkCatalog {
  /** True when there is nothing at all. Whoever asks at the same time waits until the open transaction has ended. */
  abstract isEmpty(): Promise<boolean>;

  /** Parents before their children. */
  abstract addCategories(categories: readonly NewCategory[]): Promise<void>;

  abstract addProductTypes(types: readonly ProductType[]): Promise<void>;

  /** Also begins their stock's ledger and tells `product.created.v1` of each. */
  abstract addProducts(products: readonly StockedProduct[], source: string): Promise<void>;
}
