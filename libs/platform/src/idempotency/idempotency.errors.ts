import { DomainError } from '../errors/domain-error.ts';

/** Statuses follow draft-ietf-httpapi-idempotency-key-header-07. */
export class IdempotencyKeyMissing extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_MISSING';
  override readonly kind = 'invalid';
  constructor() {
    super('Send an Idempotency-Key: a value of your choice that stays the same when you repeat this request.');
  }
}

export class IdempotencyKeyInvalid extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_INVALID';
  override readonly kind = 'invalid';
  constructor() {
    super('An idempotency key has 16 to 255 printable ASCII characters; a UUID fits.');
  }
}

export class IdempotencyKeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  override readonly kind = 'unprocessable';
  constructor() {
    super('This idempotency key belongs to another request. Use a new key for a new request.');
  }
}

export class RequestInProgress extends DomainError {
  readonly code = 'REQUEST_IN_PROGRESS';
  override readonly kind = 'conflict';
  constructor() {
    super('The same request is being answered now. Repeat it in a moment to read its result.');
  }
}
