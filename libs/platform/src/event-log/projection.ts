/**
 * A table that follows from the log alone. Beside it stands another one of the same columns and keys, `<table>_anew`, into which
 * a rebuild folds. What comes late or twice must end in the same rows. `Message` is what the contracts say of its types.
 */
export interface Projection<Message> {
  readonly table: string;
  readonly key: readonly [string, ...string[]];
  /** The columns besides the key. */
  readonly columns: readonly string[];
  readonly types: readonly string[];

  /** Folds one event, by the same statements whichever of the two tables it is; within the open transaction. */
  apply(message: Message, table: string): Promise<void>;
}

/** Where a rebuild of the table folds. */
export function tableBeside(table: string): string {
  return `${table}_anew`;
}

/** What a rebuild has come to: rows in all, and how many of them were wrong, missing or too many. */
export interface RebuiltTable {
  readonly table: string;
  readonly rows: number;
  readonly mended: number;
}

/** The same for a person. */
export function wordsOf(...tables: readonly RebuiltTable[]): string {
  return tables.map(({ table, rows, mended }) => `${table} has ${rows} rows, ${mended} were mended`).join('; ');
}
