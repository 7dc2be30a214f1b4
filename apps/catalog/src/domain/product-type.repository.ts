import type { ProductType, UsedAttribute } from './product-type.ts';

/** Product types with their attributes. Everything runs within the open transaction. */
export abstract class ProductTypeRepository {
  /** Nobody changes the type until the transaction has ended. Throws `UnknownProductType`. */
  abstract get(id: string): Promise<ProductType>;

  /** The type of a product, kept from changing as by `get`; undefined when it has none. */
  abstract ofProduct(productId: string): Promise<ProductType | undefined>;

  /** Throws `ProductTypeCodeTaken`. */
  abstract add(type: ProductType): Promise<void>;

  /**
   * Loads the type and what its products use of it, lets `change` make its next version, and stores that. Throws
   * `NotFound`, `VersionConflict` when it is not at `expectedVersion` any more, and `ProductTypeCodeTaken`.
   */
  abstract change(
    id: string,
    expectedVersion: number,
    change: (type: ProductType, used: readonly UsedAttribute[]) => ProductType,
  ): Promise<ProductType>;

  /** Throws `NotFound`, `VersionConflict`, and `ProductTypeInUse` as long as there are products of it. */
  abstract remove(id: string, expectedVersion: number): Promise<void>;
}
