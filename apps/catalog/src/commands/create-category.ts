import { Injectable } from '@nestjs/common';
import { id } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CategoryRepository } from '../domain/category.repository.ts';
import { localizedText, slug } from './product-input.ts';

export const categoryPosition = z.number().int().min(0).max(10_000);

/** The category above; null, or nothing, makes a department. */
export const categoryParent = id.nullish().transform((parentId) => parentId ?? null);

export const createCategoryInput = z.strictObject({
  slug,
  name: localizedText(100),
  parentId: categoryParent,
  position: categoryPosition.default(0),
});
export type CreateCategoryInput = z.output<typeof createCategoryInput>;

/** Makes a new shelf to sort products into. */
@Injectable()
export class CreateCategory {
  constructor(private readonly categories: CategoryRepository) {}

  /** Throws `SlugTaken` and `UnknownCategory`. */
  async execute(input: CreateCategoryInput): Promise<{ id: string }> {
    const category = { ...input, id: uuidv7() };
    await this.categories.add(category);
    return { id: category.id };
  }
}
