import type { DemoCategory } from '../demo-product.ts';
import { uuidV7 } from '../ids.ts';
import type { Random } from '../random.ts';
import { OPENED_AT } from '../timeline.ts';
import { departments } from './departments.ts';

/** The category tree, parents before children; an id depends on the seed and the category's own slug only. */
export function categoryTree(random: Random): DemoCategory[] {
  const idOf = (slug: string): string => categoryId(slug, random);
  return departments.flatMap((department, position) => [
    { id: idOf(department.slug), parentId: null, slug: department.slug, name: department.name, position },
    ...department.groups.flatMap((group, place) => [
      { id: idOf(group.slug), parentId: idOf(department.slug), slug: group.slug, name: group.name, position: place },
      ...group.leaves.map((leaf, index) => ({
        id: idOf(leaf.slug),
        parentId: idOf(group.slug),
        slug: leaf.slug,
        name: leaf.name,
        position: index,
      })),
    ]),
  ]);
}

export function categoryId(slug: string, random: Random): string {
  return uuidV7(OPENED_AT.getTime(), 0, random.stream('category').stream(slug));
}
