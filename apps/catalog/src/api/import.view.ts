import { id } from '@tovar/contracts';
import { z } from 'zod';
import {
  ERROR_POLICIES,
  type Import,
  IMPORT_FORMATS,
  IMPORT_STATUSES,
  type RowError,
} from '../domain/import/import.ts';

export const importView = z.object({
  id,
  status: z.enum(IMPORT_STATUSES).meta({
    description: 'STOPPED: ended before the end of the file, because of an error. What is applied stays applied.',
  }),
  format: z.enum(IMPORT_FORMATS),
  isDryRun: z.boolean(),
  onError: z.enum(ERROR_POLICIES),
  sizeBytes: z.int(),
  doneBytes: z.int().meta({ description: 'How much of the file has been worked off.' }),
  rows: z.int(),
  created: z.int().meta({ description: 'Products that are new; in a dry run, that would be.' }),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int().meta({ description: 'Products with errors, which are not applied.' }),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type ImportView = z.output<typeof importView>;

export const rowErrorView = z.object({
  line: z.int(),
  column: z.string().nullable().meta({ description: 'The column of a CSV file, or the path in a line of JSON.' }),
  code: z.string(),
  message: z.string(),
});
export type RowErrorView = z.output<typeof rowErrorView>;

export function toImportView(found: Import): ImportView {
  const { id: importId, status, format, isDryRun, onError, sizeBytes, position, counts, createdAt, endedAt } = found;
  return {
    id: importId,
    status,
    format,
    isDryRun,
    onError,
    sizeBytes,
    doneBytes: status === 'COMPLETED' ? sizeBytes : position.byte,
    ...counts,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

export function toRowErrorView({ line, column, code, message }: RowError): RowErrorView {
  return { line, column, code, message };
}
