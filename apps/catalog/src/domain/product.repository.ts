import type { ProductChange } from '@tovar/contracts';
import type { Product } from './product.ts';

/**
 * Products with their variants and prices. Everything runs within the open transaction, which also tells
 * `product.changed.v1`.
 */
export abstract class ProductRepository {
  /** Stores a new product. Throws `SlugTaken`, `SkuTaken` and `UnknownCategory`. */
  abstract add(product: Product): Promise<void>;

  /**
   * Loads the product, lets `change` make its next version, and stores that: prices that differ become new entries of
   * the price history. Throws `NotFound`, `VersionConflict` when it is not at `expectedVersion` any more (undefined: any will do), and what
   * `add` throws. What is told of it in a word follows from the two versions, unless it is said here.
   */
  abstract change(
    id: string,
    expectedVersion: number | undefined,
    change: (product: Product) => Product,
    inAWord?: ProductChange,
  ): Promise<Product>;
}
