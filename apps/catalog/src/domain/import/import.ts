import { ImportEnded, type ImportFileUnreadable } from './import.errors.ts';

export const IMPORT_FORMATS = ['CSV', 'JSONL'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** What to do about a product that cannot be applied: go no further, or leave it out. */
export const ERROR_POLICIES = ['STOP', 'SKIP'] as const;
export type ErrorPolicy = (typeof ERROR_POLICIES)[number];

export const IMPORT_STATUSES = ['WAITING', 'RUNNING', 'COMPLETED', 'STOPPED', 'CANCELLED'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** A place in a file between two products. */
export interface FilePosition {
  readonly byte: number;
  readonly line: number;
}

/** How many there were so far; `refused` counts products, each of which may have several errors. */
export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** One thing that is wrong with a row of a file. */
export interface RowError {
  readonly line: number;
  /** The column of a CSV file, or the path in a line of JSON. */
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
}

/** A file of products on its way into the catalogue. Everything before `position` is done, everything after it is not. */
export interface Import {
  readonly id: string;
  readonly managerId: string;
  readonly status: ImportStatus;
  /** Where the file store keeps the file. */
  readonly file: string;
  readonly format: ImportFormat;
  readonly sizeBytes: number;
  readonly isDryRun: boolean;
  readonly onError: ErrorPolicy;
  /** Whether the manager may create published products. */
  readonly mayPublish: boolean;
  /** Whether the manager may set the stock of variants that there are. */
  readonly mayCount: boolean;
  readonly position: FilePosition;
  readonly counts: ImportCounts;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** What became of one batch of products. */
export interface BatchOutcome {
  readonly counts: ImportCounts;
  readonly position: FilePosition;
}

export const NO_COUNTS: ImportCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };

export function hasEnded({ status }: Import): boolean {
  return status !== 'WAITING' && status !== 'RUNNING';
}

/** After a batch. With the policy STOP, a refused product ends the import: what was before it stays applied. */
export function advance(before: Import, { counts, position }: BatchOutcome, now: Date): Import {
  const after = { ...before, status: 'RUNNING', position, counts: summed(before.counts, counts) } as const;
  return counts.refused > 0 && before.onError === 'STOP' ? ended(after, 'STOPPED', now) : after;
}

/** The file has been read to its end. */
export function complete(before: Import, now: Date): Import {
  return ended(before, 'COMPLETED', now);
}

/** Nothing more can be read of the file, or nothing more be done. */
export function stop(before: Import, now: Date): Import {
  return ended(before, 'STOPPED', now);
}

/** Cancelling twice is fine; what is applied stays applied. Throws `ImportEnded`. */
export function cancel(before: Import, now: Date): Import {
  if (before.status === 'CANCELLED') return before;
  if (hasEnded(before)) throw new ImportEnded(before.status);
  return ended(before, 'CANCELLED', now);
}

/** What is told about the place where a file cannot be read on. */
export function rowErrorOf({ reason, message, place }: ImportFileUnreadable): RowError {
  return { ...place, code: reason, message };
}

function ended(before: Import, status: ImportStatus, now: Date): Import {
  return { ...before, status, endedAt: now };
}

function summed(one: ImportCounts, other: ImportCounts): ImportCounts {
  return {
    rows: one.rows + other.rows,
    created: one.created + other.created,
    updated: one.updated + other.updated,
    unchanged: one.unchanged + other.unchanged,
    refused: one.refused + other.refused,
  };
}
