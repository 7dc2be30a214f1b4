/** What kind of refusal an error is; the formatters turn it into an HTTP status or a GraphQL error. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'too-large'
  | 'unsupported-media-type'
  | 'unprocessable'
  | 'rate-limited'
  | 'unavailable'
  | 'timeout';

/**
 * A refusal that callers can rely on: a stable `code` (listed in docs/errors.md), a message for a person and details
 * for a machine. The text of whatever is not a `DomainError` stays inside: it is answered as INTERNAL_SERVER_ERROR, or as
 * SERVICE_UNAVAILABLE when a later try may succeed.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  readonly kind: ErrorKind = 'unprocessable';

  constructor(
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
