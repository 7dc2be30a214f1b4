import { MisplacedQuote, scanCells } from '@tovar/platform';
import type { FilePosition } from '../domain/import/import.ts';
import { ImportFileUnreadable } from '../domain/import/import.errors.ts';
import { checkedText, LONGEST_LINE_BYTES } from './checked-text.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** One record: a line, or several when a quoted cell has line ends. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
  readonly end: FilePosition;
}

export interface CsvDialect {
  readonly delimiter: string;
  /** Names the column of a cell where something is wrong. */
  nameOf(cell: number): string | null;
}

/** A record whose quoted cell goes on in the next line. */
interface OpenRecord {
  readonly text: string;
  readonly line: number;
  readonly cell: number;
}

/**
 * The records of the file from a place on, those of each block together; empty lines do not count. Throws
 * `ImportFileUnreadable` with the line and the column.
 */
export async function* csvRecords(
  source: AsyncIterable<Uint8Array>,
  from: FilePosition,
  dialect: CsvDialect,
): AsyncGenerator<CsvRecord[]> {
  let { byte, line } = from;
  let open: OpenRecord | undefined;
  for await (const block of checkedText(source, from.line)) {
    const records: CsvRecord[] = [];
    try {
      for (let begin = 0; begin < block.length;) {
        const next = block.indexOf('\n', begin) + 1 || block.length;
        const text = textOf(block.subarray(begin, next), line);
        byte += next - begin;
        begin = next;
        line += 1;
        const found = open ? goOn(open, text, dialect) : read(text, line - 1, dialect);
        open = 'cells' in found ? undefined : found;
        if ('cells' in found && !isEmpty(found.cells)) records.push({ ...found, end: { byte, line } });
      }
    } catch (error) {
      if (records.length > 0) yield records;
      throw error;
    }
    yield records;
  }
  if (open) throw invalid(open.line, open.cell, dialect, 'A quote is opened here and never closed.');
}

type Found = Omit<CsvRecord, 'end'> | OpenRecord;

function read(text: string, line: number, dialect: CsvDialect): Found {
  const scanned = scan(text, line, dialect);
  return 'cells' in scanned ? { cells: scanned.cells, line } : { text, line, cell: scanned.openedIn };
}

function goOn(open: OpenRecord, text: string, dialect: CsvDialect): Found {
  const longer = { ...open, text: open.text + text };
  if (longer.text.length > LONGEST_LINE_BYTES)
    throw invalid(
      open.line,
      open.cell,
      dialect,
      `The cell is longer than ${LONGEST_LINE_BYTES} characters.`,
      'RECORD_TOO_LONG',
    );
  // A doubled quote does not close the cell: only an odd number of them can.
  if (text.split('"').length % 2 === 1) return longer;
  return read(longer.text, open.line, dialect);
}

function scan(text: string, line: number, dialect: CsvDialect) {
  try {
    return scanCells(text.replace(/\r?\n$/, ''), dialect.delimiter);
  } catch (error) {
    if (error instanceof MisplacedQuote) throw invalid(line, error.cell, dialect, error.message);
    throw error;
  }
}

function textOf(bytes: Buffer, line: number): string {
  const text = bytes.toString('utf8');
  return line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === '';
}

function invalid(
  line: number,
  cell: number,
  dialect: CsvDialect,
  message: string,
  reason: 'INVALID_CSV' | 'RECORD_TOO_LONG' = 'INVALID_CSV',
): ImportFileUnreadable {
  const column = dialect.nameOf(cell) ?? String(cell + 1);
  return new ImportFileUnreadable(reason, `Line ${line}, column "${column}": ${message}`, { line, column });
}
