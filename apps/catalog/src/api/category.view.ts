import { id, localized } from '@tovar/contracts';
import { z } from 'zod';
import type { CategoryNode, CategoryView } from '../queries/category-tree.ts';

/** A category as REST answers it. */
export const categoryView = z.object({ id, slug: z.string(), name: localized });

/** A category with everything below it. */
export interface CategoryBranch extends z.output<typeof categoryView> {
  readonly version: number;
  readonly children: readonly CategoryBranch[];
}

export function toCategoryView({ id: categoryId, slug, name }: CategoryView): z.output<typeof categoryView> {
  return { id: categoryId, slug, name };
}

export function toCategoryBranch(node: CategoryNode): CategoryBranch {
  return { ...toCategoryView(node), version: node.version, children: node.children.map(toCategoryBranch) };
}
