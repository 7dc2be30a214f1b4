import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { z } from 'zod';
import { CategoryRepository } from '../domain/category.repository.ts';

export const deleteCategoryInput = z.strictObject({ id, expectedVersion: z.number().int() });
export type DeleteCategoryInput = z.output<typeof deleteCategoryInput>;

/** Removes a category that nothing is in. */
@Injectable()
export class DeleteCategory {
  constructor(private readonly categories: CategoryRepository) {}

  /** Throws `NotFound`, `VersionConflict` and `CategoryNotEmpty`. */
  execute({ id: categoryId, expectedVersion }: DeleteCategoryInput): Promise<void> {
    return this.categories.remove(categoryId, expectedVersion);
  }
}
