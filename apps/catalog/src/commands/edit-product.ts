import { Injectable } from '@nestjs/common';
import { id, TAX_CATEGORIES } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { GivenAttribute } from '../domain/attribute.ts';
import { edit, type Product } from '../domain/product.ts';
import { attributesOf, freeAttributes, type ProductType } from '../domain/product-type.ts';
import { ProductTypeRepository } from '../domain/product-type.repository.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { StockBook } from '../domain/stock-book.ts';
import { attributes, localizedText, type NewVariant, newVariant, slug, text, variantChange } from './product-input.ts';

/** Whatever is not named stays. A variant is never removed, because orders speak of it: it is switched off. */
export const productChanges = z.strictObject({
  slug: slug.optional(),
  categoryId: id.optional(),
  name: localizedText(300).optional(),
  description: localizedText(10_000).optional(),
  brand: text(100).optional(),
  /** Null takes the type away. */
  productTypeId: id.nullish(),
  attributes: attributes.optional(),
  taxCategory: z.enum(TAX_CATEGORIES).optional(),
  changeVariants: z.array(variantChange).max(100).optional(),
  addVariants: z.array(newVariant).max(100).optional(),
});
export type ProductChangesInput = z.output<typeof productChanges>;

export const editProductInput = z.strictObject({
  id,
  /** The version that the manager saw. */
  expectedVersion: z.number().int(),
  changes: productChanges,
});
export type EditProductInput = z.output<typeof editProductInput>;

/** Changes a product; a changed price becomes a new entry of the price history. */
@Injectable()
export class EditProduct {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
    private readonly types: ProductTypeRepository,
    private readonly stock: StockBook,
  ) {}

  /**
   * Throws `NotFound`, `VersionConflict`, `UnknownVariant`, `SlugTaken`, `SkuTaken`, `UnknownCategory`,
   * `UnknownProductType`, `AttributesDoNotFit` and `CombinationTaken`.
   */
  execute(input: EditProductInput, managerId: string): Promise<{ id: string; version: number }> {
    const { id: productId, expectedVersion } = input;
    const { productTypeId, attributes: given, ...changes } = input.changes;
    const areFactsNamed = productTypeId !== undefined || given !== undefined;
    const addVariants = (changes.addVariants ?? []).map(withId);
    return this.database.transaction(async () => {
      const type = areFactsNamed ? await this.typeFor(productId, productTypeId) : undefined;
      const product = await this.products.change(productId, expectedVersion, (before) =>
        edit(before, { ...changes, ...(areFactsNamed && factsOf(type, given ?? before.attributes)), addVariants }),
      );
      const opening = addVariants.map(({ id: variantId, stockOnHand }) => ({ variantId, quantity: stockOnHand }));
      await this.stock.open(opening, `manager:${managerId}`);
      return { id: productId, version: product.version };
    });
  }

  private typeFor(productId: string, named: string | null | undefined): Promise<ProductType | undefined> {
    if (named === undefined) return this.types.ofProduct(productId);
    return named === null ? Promise.resolve(undefined) : this.types.get(named);
  }
}

/** A product's facts under its type, or under none. Throws `AttributesDoNotFit`. */
export function factsOf(
  type: ProductType | undefined,
  given: readonly GivenAttribute[],
): Pick<Product, 'typeId' | 'attributes'> {
  if (!type) return { typeId: null, attributes: freeAttributes(given) };
  return { typeId: type.id, attributes: attributesOf(type, given) };
}

function withId(variant: NewVariant) {
  return { ...variant, id: uuidv7(), picturePosition: null };
}
