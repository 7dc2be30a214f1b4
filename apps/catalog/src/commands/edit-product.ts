import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database, Outbox } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { edit, PRODUCT_STATUSES } from '../domain/product.ts';
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
  attributes: attributes.optional(),
  status: z.enum(PRODUCT_STATUSES).optional(),
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
    private readonly stock: StockBook,
    private readonly outbox: Outbox,
  ) {}

  /** Throws `NotFound`, `VersionConflict`, `UnknownVariant`, `SlugTaken`, `SkuTaken` and `UnknownCategory`. */
  execute(input: EditProductInput, managerId: string): Promise<{ id: string; version: number }> {
    const { id: productId, expectedVersion, changes } = input;
    const addVariants = (changes.addVariants ?? []).map(withId);
    return this.database.transaction(async () => {
      const product = await this.products.change(productId, expectedVersion, (before) =>
        edit(before, { ...changes, addVariants }),
      );
      const opening = addVariants.map(({ id: variantId, stockOnHand }) => ({ variantId, quantity: stockOnHand }));
      await this.stock.open(opening, `manager:${managerId}`);
      const { categoryId, version } = product;
      await this.outbox.add(
        { events: [{ type: 'product.changed.v1', subject: productId, data: { productId, categoryId, version } }] },
        this.database,
      );
      return { id: productId, version };
    });
  }
}

function withId(variant: NewVariant) {
  return { ...variant, id: uuidv7(), picturePosition: null };
}
