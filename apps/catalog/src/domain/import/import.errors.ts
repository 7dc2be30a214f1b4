import { DomainError } from '@tovar/platform';

/** Why nothing after this place of a file can be read. */
export type UnreadableReason =
  | 'NOT_UTF8'
  | 'NUL_CHARACTER'
  | 'LINE_TOO_LONG'
  | 'RECORD_TOO_LONG'
  | 'INVALID_CSV'
  | 'EMPTY_FILE'
  | 'UNKNOWN_COLUMN'
  | 'DUPLICATE_COLUMN'
  | 'MISSING_COLUMN';

/** A file that is no such file: it is not read beyond this place, whatever the error policy. */
export class ImportFileUnreadable extends DomainError {
  readonly code = 'IMPORT_FILE_UNREADABLE';
  constructor(
    readonly reason: UnreadableReason,
    message: string,
    /** The line from 1; the column by its name, or the number of the character where columns do not count. */
    readonly place: { readonly line: number; readonly column: string | null },
  ) {
    super(message, { reason, ...place });
  }
}

/** An upload that ended before its end, or one without a byte. */
export class UploadIncomplete extends DomainError {
  readonly code = 'UPLOAD_INCOMPLETE';
  override readonly kind = 'invalid';
  constructor(options?: ErrorOptions) {
    super('The upload broke off; nothing of it is kept.', {}, options);
  }
}

export class UploadTooLarge extends DomainError {
  readonly code = 'UPLOAD_TOO_LARGE';
  override readonly kind = 'too-large';
  constructor(largestBytes: number) {
    super(`A file has at most ${largestBytes} bytes.`, { largestBytes });
  }
}

/** What an import's file is said to be. */
export class UnknownFileFormat extends DomainError {
  readonly code = 'UNKNOWN_FILE_FORMAT';
  override readonly kind = 'unsupported-media-type';
  constructor() {
    super('Send text/csv or application/x-ndjson.');
  }
}

/** It has ended, so there is nothing to cancel. */
export class ImportEnded extends DomainError {
  readonly code = 'IMPORT_ENDED';
  override readonly kind = 'conflict';
  constructor(status: string) {
    super(`The import is ${status} already.`, { status });
  }
}

/** The file of an earlier import is kept for some days only. */
export class ImportFileGone extends DomainError {
  readonly code = 'IMPORT_FILE_GONE';
  override readonly kind = 'conflict';
  constructor() {
    super('The file of this import is not kept any more. Upload it again.');
  }
}
