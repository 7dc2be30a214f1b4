import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { z } from 'zod';
import { ProductTypeRepository } from '../domain/product-type.repository.ts';

export const deleteProductTypeInput = z.strictObject({ id, expectedVersion: z.number().int() });
export type DeleteProductTypeInput = z.output<typeof deleteProductTypeInput>;

/** Forgets a kind of product that there are no products of. */
@Injectable()
export class DeleteProductType {
  constructor(
    private readonly database: Database,
    private readonly types: ProductTypeRepository,
  ) {}

  /** Throws `NotFound`, `VersionConflict` and `ProductTypeInUse`. */
  execute({ id: typeId, expectedVersion }: DeleteProductTypeInput): Promise<void> {
    return this.database.transaction(() => this.types.remove(typeId, expectedVersion));
  }
}
