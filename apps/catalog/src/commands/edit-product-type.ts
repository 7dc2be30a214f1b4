import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { z } from 'zod';
import { editType } from '../domain/product-type.ts';
import { ProductTypeRepository } from '../domain/product-type.repository.ts';
import { productTypeFields } from './product-type-input.ts';

export const productTypeChanges = z.strictObject(productTypeFields).partial();
export type ProductTypeChangesInput = z.output<typeof productTypeChanges>;

export const editProductTypeInput = z.strictObject({
  id,
  /** The version that the manager saw. */
  expectedVersion: z.number().int(),
  changes: productTypeChanges,
});
export type EditProductTypeInput = z.output<typeof editProductTypeInput>;

/** Changes a kind of product. Its products show what they were stored with until they are edited themselves. */
@Injectable()
export class EditProductType {
  constructor(
    private readonly database: Database,
    private readonly types: ProductTypeRepository,
  ) {}

  /** Throws `NotFound`, `VersionConflict`, `ProductTypeCodeTaken` and `AttributeInUse`. */
  execute({ id: typeId, expectedVersion, changes }: EditProductTypeInput): Promise<{ id: string }> {
    return this.database.transaction(() =>
      this.types.change(typeId, expectedVersion, (type, used) => editType(type, changes, used)),
    );
  }
}
