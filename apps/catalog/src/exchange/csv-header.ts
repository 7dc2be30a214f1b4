import type { FilePosition } from '../domain/import/import.ts';
import { ImportFileUnreadable } from '../domain/import/import.errors.ts';
import { type CsvColumn, columnsOf } from './csv-columns.ts';
import { type CsvDialect, csvRecords } from './csv-records.ts';

/** What the first line of a file says about all others. */
export interface CsvHeader extends CsvDialect {
  readonly columns: readonly CsvColumn[];
  /** Where the first product begins. */
  readonly end: FilePosition;
}

export const FILE_BEGIN: FilePosition = { byte: 0, line: 1 };
const DELIMITERS = [',', ';', '\t'];

/** Reads no more than the first line. Throws `ImportFileUnreadable`. */
export async function csvHeader(source: AsyncIterable<Uint8Array>): Promise<CsvHeader> {
  // No column has any of the delimiters in its name, so the line is split by the one it has most of.
  for await (const [first] of csvRecords(source, FILE_BEGIN, { delimiter: '\n', nameOf: () => null })) {
    if (!first) continue;
    const line = first.cells[0] ?? '';
    const [delimiter = ','] = DELIMITERS.toSorted((a, b) => line.split(b).length - line.split(a).length);
    const columns = columnsOf(line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1')));
    return { columns, delimiter, end: first.end, nameOf: (cell) => columns[cell]?.name ?? null };
  }
  throw new ImportFileUnreadable('EMPTY_FILE', 'The file is empty.', { line: 1, column: null });
}
