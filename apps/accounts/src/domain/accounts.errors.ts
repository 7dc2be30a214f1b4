import { DomainError } from '@tovar/platform';

/** Told to those alone who have shown that the address is theirs, and to whoever starts a shop. */
export class EmailTaken extends DomainError {
  readonly code = 'EMAIL_TAKEN';
  override readonly kind = 'conflict';
  constructor(options?: ErrorOptions) {
    super('There is an account with this e-mail address already.', {}, options);
  }
}

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'own-name-or-email';

const FAULTS: Record<PasswordFault, string> = {
  'too-short': 'A password has at least 8 characters.',
  'too-long': 'A password has at most 128 characters.',
  common: 'This password is among the first that anybody would guess.',
  'own-name-or-email': 'A password must not be made of your own name or e-mail address.',
};

export class PasswordRefused extends DomainError {
  readonly code = 'PASSWORD_REFUSED';
  constructor(readonly reason: PasswordFault) {
    super(FAULTS[reason], { reason });
  }
}

/** The same for a wrong password, an unknown or unconfirmed address and a blocked account: nobody learns who is a customer. */
export class InvalidCredentials extends DomainError {
  readonly code = 'INVALID_CREDENTIALS';
  override readonly kind = 'unauthenticated';
  constructor() {
    super('The e-mail address or the password is wrong, or the address is not confirmed yet: look into your mail.');
  }
}

/** Who is logged in has typed a password that is not theirs. */
export class WrongPassword extends DomainError {
  readonly code = 'WRONG_PASSWORD';
  constructor() {
    super('This is not your present password.');
  }
}

/** A mailed link that never was, has ended, was used, or is older than the last change of password or address. */
export class InvalidLink extends DomainError {
  readonly code = 'INVALID_LINK';
  constructor() {
    super('This link or code is not valid, or not any more. Ask for a new one.');
  }
}

export class InvalidRefreshToken extends DomainError {
  readonly code = 'INVALID_REFRESH_TOKEN';
  override readonly kind = 'unauthenticated';
  constructor() {
    super('This session cannot be continued. Log in again.');
  }
}

/** `retryAfter` is in seconds. */
export class TooManyTries extends DomainError {
  readonly code = 'RATE_LIMITED';
  override readonly kind = 'rate-limited';
  constructor(readonly retryAfter: number) {
    super(`Too many tries. Try again in ${retryAfter} s.`, { retryAfter });
  }
}

/** More passwords wait to be checked than the service will hold. */
export class PasswordChecksBusy extends DomainError {
  readonly code = 'PASSWORD_CHECKS_BUSY';
  override readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('Too many people log in at this moment. Try again in a few seconds.', {}, options);
  }
}

/** A page of another site may have sent the browser, and its cookie, here. */
export class CrossSiteRequest extends DomainError {
  readonly code = 'CROSS_SITE_REQUEST';
  override readonly kind = 'forbidden';
  constructor(readonly reason: string) {
    super(`A request with the session's cookie must come from the shop's own pages: ${reason}.`);
  }
}

export class UnknownRole extends DomainError {
  readonly code = 'UNKNOWN_ROLE';
  constructor(roles: readonly string[], options?: ErrorOptions) {
    super(`One of the roles ${roles.join(', ')} does not exist.`, { roles }, options);
  }
}

/** Some process may not have read the next signing key yet; it would refuse good tokens. */
export class NextKeyTooYoung extends DomainError {
  readonly code = 'NEXT_KEY_TOO_YOUNG';
  override readonly kind = 'conflict';
  constructor(readonly retryAfter: number) {
    super(`The next signing key was published a moment ago. Rotate again in ${retryAfter} s.`, { retryAfter });
  }
}
