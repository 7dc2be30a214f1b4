import type { NewCategory } from './bulk-catalog.ts';
import type { Category, CategoryChanges } from './category.ts';

/**
 * The tree of categories. Each method is one transaction, or a part of the one that is open; while one changes the tree,
 * others that change it, and products that are sorted into it, wait. Stored with a change, and told if and only if it
 * commits: `category.changed.v1`.
 */
export abstract class CategoryRepository {
  /** Throws `SlugTaken`, and `UnknownCategory` for a parent that does not exist. */
  abstract add(category: NewCategory): Promise<void>;

  /** Throws `NotFound`, `VersionConflict` when it is not at `expectedVersion` any more, and `SlugTaken`. */
  abstract edit(id: string, expectedVersion: number, changes: CategoryChanges): Promise<void>;

  /**
   * Lets `change` put the category below another parent, with everything below it, and lists its products under the
   * categories that are above it now. Throws `NotFound`, `VersionConflict` and `UnknownCategory`.
   */
  abstract move(
    id: string,
    expectedVersion: number,
    parentId: string | null,
    change: (category: Category, parent: Category | undefined) => Category,
  ): Promise<void>;

  /** Puts the categories right below a parent in the order that `check` has not refused. Throws `UnknownCategory`. */
  abstract reorder(
    parentId: string | null,
    order: readonly string[],
    check: (siblings: readonly string[], order: readonly string[]) => void,
  ): Promise<void>;

  /** Throws `NotFound`, `VersionConflict` and `CategoryNotEmpty`. */
  abstract remove(id: string, expectedVersion: number): Promise<void>;
}
