import { DomainError } from '@tovar/platform';

export class UnknownTimeZone extends DomainError {
  readonly code = 'UNKNOWN_TIME_ZONE';
  constructor(timeZone: string) {
    super('There is no such time zone. Name one of the IANA database, such as Europe/Moscow.', { timeZone });
  }
}

/** A report of more, or less, than one can be about. */
export class InvalidPeriod extends DomainError {
  readonly code = 'INVALID_PERIOD';
  override readonly kind = 'invalid';
  constructor(reason: string) {
    super(`A report cannot be about this period: ${reason}`);
  }
}

/** Projections are being folded anew already. */
export class RebuildUnderWay extends DomainError {
  readonly code = 'REBUILD_UNDER_WAY';
  override readonly kind = 'conflict';
  constructor() {
    super('The projections are being folded anew already. Look how far that is.');
  }
}

/** Why stands in the log of whoever has folded. The projections are as they were. */
export class RebuildFailed extends Error {
  readonly code = 'REBUILD_FAILED';
  constructor() {
    super('The projections could not be folded anew; the log of this process says why. They are as they were.');
  }
}
