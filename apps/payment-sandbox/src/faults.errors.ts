/** The caller is to wait until it gives up: the connection stays open and silent. */
export class HungConnection extends Error {
  readonly code = 'HUNG_CONNECTION';
}

/** The connection is to break off with a TCP reset. */
export class ResetConnection extends Error {
  readonly code = 'RESET_CONNECTION';
}

/** The caller is to get the provider's 500. */
export class InternalFault extends Error {
  readonly code = 'INTERNAL_FAULT';
}

/** The caller is to get the provider's 429. */
export class RateLimitFault extends Error {
  readonly code = 'RATE_LIMIT_FAULT';
  constructor(readonly retryAfterSeconds: number) {
    super();
  }
}

/** The caller's access token is to be void from now on. */
export class StaleTokenFault extends Error {
  readonly code = 'STALE_TOKEN_FAULT';
}

/** The caller is to get YooKassa's 202: everything was done, and is said only when it asks again. */
export class AcceptedFault extends Error {
  readonly code = 'ACCEPTED_FAULT';
  constructor(readonly retryAfterMs: number) {
    super();
  }
}
