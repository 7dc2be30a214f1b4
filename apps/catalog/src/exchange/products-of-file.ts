import type { StreamedFile } from '@tovar/platform';
import type { FilePosition, ImportFormat } from '../domain/import/import.ts';
import { csvHeader, FILE_BEGIN } from './csv-header.ts';
import { csvProducts } from './csv-products.ts';
import { jsonLineProducts } from './json-lines.ts';
import type { WrittenProduct } from './written-product.ts';

/** Opens the file at a byte. */
export type OpenFile = (fromByte: number) => Promise<StreamedFile>;

/** Where the first product of the file begins. Throws `ImportFileUnreadable` for a header that says nothing. */
export async function firstProduct(open: OpenFile, format: ImportFormat): Promise<FilePosition> {
  return format === 'CSV' ? (await csvHeader((await open(0)).bytes)).end : FILE_BEGIN;
}

/** The products of a file from a place between two of them on. Throws `ImportFileUnreadable` where they end. */
export async function* productsOfFile(
  open: OpenFile,
  format: ImportFormat,
  from: FilePosition,
): AsyncGenerator<WrittenProduct> {
  if (format === 'JSONL') return yield* jsonLineProducts((await open(from.byte)).bytes, from);
  const header = await csvHeader((await open(0)).bytes);
  return yield* csvProducts((await open(from.byte)).bytes, from, header);
}
