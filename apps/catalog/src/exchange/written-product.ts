import type { FilePosition, RowError } from '../domain/import/import.ts';

/** Where something stands in a file. */
export type Place = Pick<RowError, 'line' | 'column'>;

/** One product as a file has it: its shape is that of `createProduct`, its values are whatever was written. */
export interface WrittenProduct {
  /** How many rows or lines it takes. */
  readonly rows: number;
  /** Where the next product begins. */
  readonly end: FilePosition;
  readonly value: unknown;
  /** What could not even be read. */
  readonly errors: readonly RowError[];
  /** Where the value at this path was written, or where it is missing. */
  placeOf(path: readonly PropertyKey[]): Place;
}
