import { unquoteCell } from '@tovar/platform';
import type { FilePosition, RowError } from '../domain/import/import.ts';
import type { CsvColumn } from './csv-columns.ts';
import type { CsvHeader } from './csv-header.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import type { Place, WrittenProduct } from './written-product.ts';

/** More rows than a product may have variants; without a limit a file of one product would fill the memory. */
const MOST_ROWS = 101;

/** Rows that stand together and name the same product are one, a variant in each. Throws `ImportFileUnreadable`. */
export async function* csvProducts(
  source: AsyncIterable<Uint8Array>,
  from: FilePosition,
  header: CsvHeader,
): AsyncGenerator<WrittenProduct> {
  const slugAt = header.columns.findIndex(({ name }) => name === 'slug');
  let rows: CsvRecord[] = [];
  for await (const records of csvRecords(source, from, header)) {
    for (const record of records) {
      const isSame = rows.length < MOST_ROWS && rows[0]?.cells[slugAt] === record.cells[slugAt];
      if (rows.length > 0 && !isSame) {
        yield toProduct(rows, header.columns);
        rows = [];
      }
      rows.push(record);
    }
  }
  if (rows.length > 0) yield toProduct(rows, header.columns);
}

function toProduct(rows: readonly CsvRecord[], columns: readonly CsvColumn[]): WrittenProduct {
  const reading = new Reading(columns);
  const value = reading.product(rows);
  return {
    value,
    rows: rows.length,
    end: rows.at(-1)?.end ?? { byte: 0, line: 1 },
    errors: reading.errors,
    placeOf: (path) => placeOf(path, rows, columns),
  };
}

/** What the rows of a product say, and what cannot be read of them. */
class Reading {
  readonly errors: RowError[] = [];

  constructor(private readonly columns: readonly CsvColumn[]) {}

  product(rows: readonly CsvRecord[]): object {
    const product: Record<string, unknown> = {};
    const variants: Record<string, unknown>[] = [];
    for (const row of rows) {
      const variant: Record<string, unknown> = {};
      variants.push(variant);
      this.requireWidth(row);
      for (const [index, column] of this.columns.entries()) {
        const text = row.cells[index] ?? '';
        if (text === '') continue;
        if (column.of === 'variant') this.put(variant, column, row.line, text);
        else if (row === rows[0]) this.put(product, column, row.line, text);
        else this.requireSame(column, row, rows[0]?.cells[index]);
      }
    }
    return { ...product, variants };
  }

  private put(into: Record<string, unknown>, column: CsvColumn, line: number, text: string): void {
    try {
      place(into, column, column.read(unquoteCell(text)));
    } catch (error) {
      this.add(line, column.name, 'INVALID_CELL', (error as Error).message);
    }
  }

  private requireWidth({ cells, line }: CsvRecord): void {
    if (cells.length > this.columns.length)
      this.add(line, null, 'TOO_MANY_CELLS', `The row has ${cells.length} cells for ${this.columns.length} columns.`);
  }

  /** The rows after the first one may leave out what it says. */
  private requireSame({ name }: CsvColumn, { cells, line }: CsvRecord, first: string | undefined): void {
    const index = this.columns.findIndex((column) => column.name === name);
    if (cells[index] !== first)
      this.add(line, name, 'CONTRADICTION', 'An earlier row of the same product says something else.');
  }

  private add(line: number, column: string | null, code: string, message: string): void {
    this.errors.push({ line, column, code, message });
  }
}

function place(
  into: Record<string, unknown>,
  { path: [first = '', second], isEntry }: CsvColumn,
  value: unknown,
): void {
  if (isEntry) into[first] = [...((into[first] as unknown[] | undefined) ?? []), value];
  else if (second === undefined) into[first] = value;
  else into[first] = { ...(into[first] as object | undefined), [second]: value };
}

/** The cell that a path of the product speaks of: of a list the entry's own, of a text the language's own. */
function placeOf(path: readonly PropertyKey[], rows: readonly CsvRecord[], columns: readonly CsvColumn[]): Place {
  const isVariant = path[0] === 'variants';
  const row = rows[isVariant ? Number(path[1] ?? 0) : 0];
  const [field, detail] = isVariant ? path.slice(2) : path;
  const own = columns.filter(({ of, path: [first] }) => of === (isVariant ? 'variant' : 'product') && first === field);
  const filled = own.filter(({ name }) => row?.cells[columns.findIndex((column) => column.name === name)]);
  const exact = own.find(({ path: [, second] }) => second !== undefined && second === detail);
  const entry = typeof detail === 'number' ? filled[detail] : undefined;
  const column = exact ?? entry ?? filled[0] ?? own[0];
  return { line: row?.line ?? 1, column: column?.name ?? (field === undefined ? null : String(field)) };
}
