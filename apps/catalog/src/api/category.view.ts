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

/** How deep the documentation writes the tree out; below, branches look the same. */
const DOCUMENTED_LEVELS = 4;

/** A category with everything below it, and the whole tree, as REST answers them. */
export const categoryBranchView = branchView(DOCUMENTED_LEVELS);
export const categoryTreeView = z.object({ items: z.array(categoryBranchView) });

export function toCategoryView({ id: categoryId, slug, name }: CategoryView): z.output<typeof categoryView> {
  return { id: categoryId, slug, name };
}

export function toCategoryBranch(node: CategoryNode): CategoryBranch {
  return { ...toCategoryView(node), version: node.version, children: node.children.map(toCategoryBranch) };
}

function branchView(levels: number): z.ZodType {
  return categoryView.extend({
    version: z.int(),
    children: z.array(levels === 1 ? z.unknown() : branchView(levels - 1)),
  });
}
