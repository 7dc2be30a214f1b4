import type { NewCategory } from './bulk-catalog.ts';

export abstract class CategoryRepository {
  /** Throws `SlugTaken`, and `UnknownCategory` for a parent that does not exist. */
  abstract add(category: NewCategory): Promise<void>;
}
