import { DomainError } from '@tovar/platform';

/** The document is not GraphQL. */
export class GraphQLParseFailed extends DomainError {
  readonly code = 'GRAPHQL_PARSE_FAILED';
  override readonly kind = 'invalid';
}

/** The document does not fit the schema, or its variables do not fit the document. */
export class GraphQLValidationFailed extends DomainError {
  readonly code = 'GRAPHQL_VALIDATION_FAILED';
  override readonly kind = 'invalid';
}

/** The operation is larger than one request may be; `what` says in which respect. */
export class OperationTooLarge extends DomainError {
  readonly code = 'OPERATION_TOO_LARGE';
  override readonly kind = 'invalid';
  constructor(what: string, found: number, allowed: number) {
    super(`The operation has ${found} ${what}; ${allowed} are allowed.`, { what, found, allowed });
  }
}

/** The request itself is not one GraphQL operation: a batch, a GET with a mutation, no query. */
export class BadGraphQLRequest extends DomainError {
  readonly code = 'BAD_GRAPHQL_REQUEST';
  override readonly kind = 'invalid';
}

/** GraphQL is taken as application/json in UTF-8 only, which a form of another site cannot send. */
export class UnsupportedMediaType extends DomainError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
  override readonly kind = 'unsupported-media-type';
  constructor() {
    super('Send the operation as application/json in UTF-8.');
  }
}
