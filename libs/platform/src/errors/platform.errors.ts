import type { Denial } from '../identity/policy.ts';
import { DomainError } from './domain-error.ts';

/** Input that does not fit its schema; `problems` name each path. */
export class InvalidInput extends DomainError {
  readonly code = 'INVALID_INPUT';
  override readonly kind = 'invalid';
  constructor(readonly problems: readonly { path: string; message: string }[]) {
    super(`The input has ${problems.length} problem(s).`, { problems });
  }
}

export class Unauthenticated extends DomainError {
  readonly code = 'UNAUTHENTICATED';
  override readonly kind = 'unauthenticated';
  constructor(reason = 'Log in to do this.') {
    super(reason);
  }
}

export class Forbidden extends DomainError {
  readonly code = 'FORBIDDEN';
  override readonly kind = 'forbidden';
  /** `denials` say why each of the scopes does not help the caller. */
  constructor(
    readonly missingScopes: readonly string[] = [],
    denials: readonly Denial[] = missingScopes.map((scope) => ({ scope, reason: 'MISSING_SCOPE' })),
  ) {
    super('Your account may not do this.', missingScopes.length > 0 ? { missingScopes, denials } : {});
  }
}

/** An API key has its scopes and nothing besides: what belongs to the person takes a login. */
export class LoginRequired extends DomainError {
  readonly code = 'LOGIN_REQUIRED';
  override readonly kind = 'forbidden';
  constructor() {
    super('An API key may not do this. Log in.');
  }
}

export class NotFound extends DomainError {
  readonly code = 'NOT_FOUND';
  override readonly kind = 'not-found';
  constructor(what: string) {
    super(`${what} does not exist.`);
  }
}

/** Somebody else changed the thing since the caller read it. */
export class VersionConflict extends DomainError {
  readonly code = 'CONFLICT';
  override readonly kind = 'conflict';
  constructor(
    what: string,
    readonly currentVersion: number,
  ) {
    super(`${what} has changed since you read it; it is at version ${currentVersion} now.`, { currentVersion });
  }
}

export class ServiceUnavailable extends DomainError {
  readonly code = 'SERVICE_UNAVAILABLE';
  override readonly kind = 'unavailable';
  constructor(service: string, options?: ErrorOptions) {
    super(`The ${service} service does not answer now.`, { service }, options);
  }
}

export class DeadlineExceeded extends DomainError {
  readonly code = 'DEADLINE_EXCEEDED';
  override readonly kind = 'timeout';
  constructor(service: string, options?: ErrorOptions) {
    super(`The ${service} service did not answer in time.`, { service }, options);
  }
}

export class InvalidCursor extends DomainError {
  readonly code = 'INVALID_CURSOR';
  override readonly kind = 'invalid';
  constructor() {
    super('The cursor does not belong to this list.');
  }
}

export class InvalidPageSize extends DomainError {
  readonly code = 'INVALID_PAGE_SIZE';
  override readonly kind = 'invalid';
  constructor(
    asked: unknown,
    readonly largest: number,
  ) {
    super(`A page holds 1 to ${largest} entries.`, { asked, largest });
  }
}
