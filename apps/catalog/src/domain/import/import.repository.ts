import type { Import, RowError } from './import.ts';

/** A word that stands for one thing in a file: a product's slug, a variant's SKU. */
export type FileKey = `slug:${string}` | `sku:${string}`;

/** Imports, their errors, and which keys of their files have been seen. */
export abstract class ImportRepository {
  abstract add(started: Import): Promise<void>;
  abstract find(id: string): Promise<Import | undefined>;

  /**
   * Loads the import under lock, lets `decide` make its next state, and stores that and the errors, in the open
   * transaction or one of its own. Throws `NotFound`.
   */
  abstract update(
    id: string,
    decide: (before: Import) => Promise<{ readonly after: Import; readonly errors?: readonly RowError[] }>,
  ): Promise<Import>;

  /** Remembers the keys of a batch, until the import ends. Returns those that its file has had before. */
  abstract remember(id: string, keys: readonly FileKey[]): Promise<ReadonlySet<string>>;

  /** The files of imports that ended before this moment, which may go. They are named once. */
  abstract forgetFiles(endedBefore: Date): Promise<string[]>;
}
