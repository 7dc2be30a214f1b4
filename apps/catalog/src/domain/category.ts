import { CategoryCycle, CategoryOrderDiffers } from './catalog.errors.ts';
import type { LocalizedText } from './localized-text.ts';

/** A node of the tree that products are sorted into. */
export interface Category {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: LocalizedText;
  /** Order among its siblings. */
  readonly position: number;
  /** The ids from the root down to the category itself. */
  readonly path: readonly string[];
  /** Grows by one with every edit of the category itself. */
  readonly version: number;
}

/** What an edit says: whatever is not named stays. */
export type CategoryChanges = Partial<Pick<Category, 'slug' | 'name' | 'position'>>;

/** The category below another parent, or a department without one. Throws `CategoryCycle` below itself. */
export function moveBelow(category: Category, parent: Category | undefined, position: number): Category {
  const above = parent?.path ?? [];
  if (above.includes(category.id)) throw new CategoryCycle();
  const { id, version } = category;
  return { ...category, parentId: parent?.id ?? null, position, path: [...above, id], version: version + 1 };
}

/** Throws `CategoryOrderDiffers` unless the order names each of the siblings once. */
export function requireOrderOf(siblings: readonly string[], order: readonly string[]): void {
  const named = new Set(order);
  const isWhole = named.size === order.length && order.length === siblings.length;
  if (!isWhole || siblings.some((id) => !named.has(id))) throw new CategoryOrderDiffers();
}
