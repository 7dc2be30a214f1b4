import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { z } from 'zod';
import { CategoryRepository } from '../domain/category.repository.ts';
import { categoryPosition } from './create-category.ts';
import { localizedText, slug } from './product-input.ts';

/** Whatever is not named stays. */
export const categoryChanges = z.strictObject({ slug, name: localizedText(100), position: categoryPosition }).partial();
export type CategoryChangesInput = z.output<typeof categoryChanges>;

export const editCategoryInput = z.strictObject({ id, expectedVersion: z.number().int(), changes: categoryChanges });
export type EditCategoryInput = z.output<typeof editCategoryInput>;

/** Renames a category, gives it another address, or another place among its siblings. */
@Injectable()
export class EditCategory {
  constructor(private readonly categories: CategoryRepository) {}

  /** Throws `NotFound`, `VersionConflict` and `SlugTaken`. */
  async execute({ id: categoryId, expectedVersion, changes }: EditCategoryInput): Promise<{ id: string }> {
    await this.categories.edit(categoryId, expectedVersion, changes);
    return { id: categoryId };
  }
}
