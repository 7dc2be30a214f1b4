import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { z } from 'zod';
import { moveBelow } from '../domain/category.ts';
import { CategoryRepository } from '../domain/category.repository.ts';
import { categoryParent, categoryPosition } from './create-category.ts';

export const categoryPlace = z.strictObject({ parentId: categoryParent, position: categoryPosition.default(0) });
export type CategoryPlace = z.output<typeof categoryPlace>;

export const moveCategoryInput = categoryPlace.extend({ id, expectedVersion: z.number().int() });
export type MoveCategoryInput = z.output<typeof moveCategoryInput>;

/** Moves a category with everything below it; its products are listed under what is above them then. */
@Injectable()
export class MoveCategory {
  constructor(private readonly categories: CategoryRepository) {}

  /** Throws `NotFound`, `VersionConflict`, `UnknownCategory` and `CategoryCycle`. */
  async execute({ id: categoryId, expectedVersion, parentId, position }: MoveCategoryInput): Promise<{ id: string }> {
    await this.categories.move(categoryId, expectedVersion, parentId, (category, parent) =>
      moveBelow(category, parent, position),
    );
    return { id: categoryId };
  }
}
