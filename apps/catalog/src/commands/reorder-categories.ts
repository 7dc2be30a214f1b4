import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { z } from 'zod';
import { requireOrderOf } from '../domain/category.ts';
import { CategoryRepository } from '../domain/category.repository.ts';
import { categoryParent } from './create-category.ts';

export const reorderCategoriesInput = z.strictObject({
  parentId: categoryParent,
  /** Every category right below the parent, in the new order of the menu. */
  ids: z.array(id).min(1).max(500),
});
export type ReorderCategoriesInput = z.output<typeof reorderCategoriesInput>;

/** Puts the categories below one parent, or the departments, in another order. Saying it twice changes nothing. */
@Injectable()
export class ReorderCategories {
  constructor(private readonly categories: CategoryRepository) {}

  /** Throws `UnknownCategory` and `CategoryOrderDiffers`. */
  execute({ parentId, ids }: ReorderCategoriesInput): Promise<void> {
    return this.categories.reorder(parentId, ids, requireOrderOf);
  }
}
