import { DomainError } from '../errors/domain-error.ts';

/** A path that could leave the store or name something unexpected. */
export class InvalidFilePath extends DomainError {
  readonly code = 'INVALID_FILE_PATH';
  override readonly kind = 'invalid';
  constructor() {
    super('A file path has lower-case segments of letters, digits, ".", "_" and "-", and does not begin with a dot.');
  }
}
