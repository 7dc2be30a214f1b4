import { DomainError } from '../errors/domain-error.ts';

/** A path that could leave the store or name something unexpected. */
export class InvalidFilePath extends DomainError {
  readonly code = 'INVALID_FILE_PATH';
  override readonly kind = 'invalid';
  constructor() {
    super('A file path has lower-case segments of letters, digits, ".", "_" and "-", and does not begin with a dot.');
  }
}

/** The store itself said no, or does not work; nothing is known to have changed. */
export class FileStoreFailed extends Error {
  readonly code = 'FILE_STORE_FAILED';
  constructor(status: number, answer: string) {
    const reason = /<Code>(\w+)<\/Code>/.exec(answer)?.[1] ?? 'no reason';
    super(`The file store answered ${status}: ${reason}.`);
  }
}
