import { DomainError } from '@tovar/platform';

/** What was never sent cannot come back, and nothing comes back twice. */
export class NothingToReturn extends DomainError {
  readonly code = 'NOTHING_TO_RETURN';
  override readonly kind = 'conflict';
  constructor(orderId: string) {
    super('Not so many of these have been sent and are still with the buyer.', { orderId });
  }
}

/** The return is not where this could be done. */
export class ReturnNotPossible extends DomainError {
  readonly code = 'RETURN_NOT_POSSIBLE';
  override readonly kind = 'conflict';
  constructor(returnId: string, status: string) {
    super(`The return is ${status}; this cannot be done now.`, { returnId, status });
  }
}

/** Something came that was not asked for, more than was, or nothing at all. */
export class ReturnLinesDiffer extends DomainError {
  readonly code = 'RETURN_LINES_DIFFER';
  constructor(returnId: string) {
    super('This is not what the return is about. Say how many of its lines have come.', { returnId });
  }
}
