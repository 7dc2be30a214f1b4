import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import type { NewCategory } from '../domain/bulk-catalog.ts';
import { SlugTaken, UnknownCategory } from '../domain/catalog.errors.ts';
import { CategoryRepository } from '../domain/category.repository.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { CategoryEntity } from './category.entity.ts';

@Injectable()
export class TypeOrmCategoryRepository extends CategoryRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ name, ...category }: NewCategory): Promise<void> {
    const path = [...(await this.pathOf(category.parentId)), category.id];
    try {
      await this.database.repository(CategoryEntity).insert({ ...category, nameEn: name.en, nameRu: name.ru, path });
    } catch (error) {
      if (brokenConstraint(error) === 'category_slug_key') throw new SlugTaken(category.slug);
      throw error;
    }
  }

  private async pathOf(categoryId: string | null): Promise<string[]> {
    if (categoryId === null) return [];
    const category = await this.database.repository(CategoryEntity).findOneBy({ id: categoryId });
    if (!category) throw new UnknownCategory(categoryId);
    return category.path;
  }
}
