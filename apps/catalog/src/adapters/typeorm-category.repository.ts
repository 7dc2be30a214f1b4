import { Injectable } from '@nestjs/common';
import { Database, NotFound, Outbox, VersionConflict } from '@tovar/platform';
import type { NewCategory } from '../domain/bulk-catalog.ts';
import { CategoryNotEmpty, SlugTaken, UnknownCategory } from '../domain/catalog.errors.ts';
import type { Category, CategoryChanges } from '../domain/category.ts';
import { CategoryRepository } from '../domain/category.repository.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { CategoryEntity } from './category.entity.ts';
import { lockTree } from './category-tree-lock.ts';
import { relistSubtree } from './listing.ts';

@Injectable()
export class TypeOrmCategoryRepository extends CategoryRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  add({ name, ...category }: NewCategory): Promise<void> {
    return this.changing(async () => {
      const path = [...((await this.parent(category.parentId))?.path ?? []), category.id];
      const names = { nameEn: name.en, nameRu: name.ru };
      await refusing(category.slug, () => this.rows.insert({ ...category, ...names, path, version: 1 }));
      return path;
    });
  }

  edit(id: string, expectedVersion: number, { name, ...changes }: CategoryChanges): Promise<void> {
    return this.changing(async () => {
      const { path, slug } = await this.find(id, expectedVersion);
      const names = name && { nameEn: name.en, nameRu: name.ru };
      await refusing(changes.slug ?? slug, () =>
        this.rows.update({ id }, { ...changes, ...names, version: expectedVersion + 1 }),
      );
      return path;
    });
  }

  move(
    id: string,
    expectedVersion: number,
    parentId: string | null,
    change: (category: Category, parent: Category | undefined) => Category,
  ): Promise<void> {
    return this.changing(async () => {
      const before = await this.find(id, expectedVersion);
      const after = change(before, await this.parent(parentId));
      await this.database.query(MOVE, [id, after.path, after.parentId, after.position, after.version]);
      await relistSubtree(id, { from: before.path, to: after.path }, this.database);
      const above = new Set([...before.path, ...after.path].filter((each) => each !== id));
      return [...above, id];
    });
  }

  reorder(
    parentId: string | null,
    order: readonly string[],
    check: (siblings: readonly string[], order: readonly string[]) => void,
  ): Promise<void> {
    return this.changing(async () => {
      const above = (await this.parent(parentId))?.path ?? [];
      const siblings = await this.database.query<{ id: string }>(SIBLINGS, [parentId]);
      check(
        siblings.map(({ id }) => id),
        order,
      );
      await this.database.query(REORDER, [order]);
      return [...above, ...order];
    });
  }

  remove(id: string, expectedVersion: number): Promise<void> {
    return this.changing(async () => {
      const { path } = await this.find(id, expectedVersion);
      await refusing('', () => this.rows.delete({ id }));
      return path;
    });
  }

  /** `change` answers the categories that are not what they were; the last one is what it is about. */
  private changing(change: () => Promise<readonly string[]>): Promise<void> {
    return this.database.transaction(async () => {
      await lockTree(this.database);
      const categoryIds = [...(await change())];
      const subject = categoryIds.at(-1);
      if (subject === undefined) return;
      await this.outbox.add(
        { events: [{ type: 'category.changed.v1', subject, data: { categoryIds } }] },
        this.database,
      );
    });
  }

  private async find(id: string, expectedVersion: number): Promise<Category> {
    const row = await this.rows.findOneBy({ id });
    if (!row) throw new NotFound('The category');
    if (row.version !== expectedVersion) throw new VersionConflict('The category', row.version);
    return toCategory(row);
  }

  private async parent(id: string | null): Promise<Category | undefined> {
    if (id === null) return undefined;
    const row = await this.rows.findOneBy({ id });
    if (!row) throw new UnknownCategory(id);
    return toCategory(row);
  }

  private get rows() {
    return this.database.repository(CategoryEntity);
  }
}

/** The category and everything below it, whose paths begin anew. */
const MOVE = `
  UPDATE category c
     SET path = $2::uuid[] || c.path[array_position(c.path, $1::uuid) + 1:],
         parent_id = CASE WHEN c.id = $1 THEN $3::uuid ELSE c.parent_id END,
         position = CASE WHEN c.id = $1 THEN $4::integer ELSE c.position END,
         version = CASE WHEN c.id = $1 THEN $5::integer ELSE c.version END
   WHERE $1::uuid = ANY(c.path)`;

const SIBLINGS = 'SELECT id FROM category WHERE parent_id IS NOT DISTINCT FROM $1::uuid';

const REORDER = `
  UPDATE category c SET position = o.place - 1, version = c.version + 1
    FROM unnest($1::uuid[]) WITH ORDINALITY AS o(id, place)
   WHERE c.id = o.id AND c.position <> o.place - 1`;

function toCategory({ nameEn, nameRu, ...row }: CategoryEntity): Category {
  return { ...row, name: { en: nameEn, ru: nameRu } };
}

async function refusing(slug: string, store: () => Promise<unknown>): Promise<void> {
  try {
    await store();
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === 'category_slug_key') throw new SlugTaken(slug);
    if (constraint === 'category_parent_id_fkey' || constraint === 'product_category_id_fkey')
      throw new CategoryNotEmpty({ cause: error });
    throw error;
  }
}
