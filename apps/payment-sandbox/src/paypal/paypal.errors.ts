import { businessIssues, syntaxIssues, type BusinessIssue, type SyntaxIssue } from './issues.ts';

/** PayPal's error names with their status and words. */
export const refusals = {
  INVALID_REQUEST: [400, 'Request is not well-formed, syntactically incorrect, or violates schema.'],
  VALIDATION_ERROR: [400, 'Invalid data provided'],
  WEBHOOK_NUMBER_LIMIT_EXCEEDED: [400, 'Webhook number limit exceeded'],
  WEBHOOK_URL_ALREADY_EXISTS: [400, 'Webhook URL already exists'],
  AUTHENTICATION_FAILURE: [
    401,
    'Authentication failed due to missing authorization header, or invalid authentication credentials.',
  ],
  NOT_AUTHORIZED: [403, 'Authorization failed due to insufficient permissions.'],
  INVALID_RESOURCE_ID: [404, 'Resource id is invalid'],
  RESOURCE_NOT_FOUND: [404, 'The specified resource does not exist.'],
  RESOURCE_CONFLICT: [409, 'The server has detected a conflict while processing this request.'],
  REQUEST_TOO_LARGE: [413, 'The request payload is too large.'],
  UNSUPPORTED_MEDIA_TYPE: [415, "The server does not support the request payload's media type."],
  UNPROCESSABLE_ENTITY: [
    422,
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  ],
  RATE_LIMIT_REACHED: [429, 'Too many requests. Blocked due to rate limiting.'],
  INTERNAL_SERVER_ERROR: [500, 'An internal server error occurred.'],
  SERVICE_UNAVAILABLE: [503, 'Service Unavailable.'],
} as const;
export type RefusalName = keyof typeof refusals;

export interface ErrorDetail {
  readonly issue: string;
  readonly description?: string;
  readonly field?: string;
  readonly value?: string;
  readonly location?: 'body' | 'path' | 'query' | 'header';
}

/** An answer in PayPal's error shape; a shop branches on `details[].issue`. */
export class PaypalRefusal extends Error {
  constructor(
    readonly code: RefusalName,
    readonly details: readonly ErrorDetail[] = [],
  ) {
    super(`${refusals[code][1]} ${details.map((detail) => detail.issue).join(', ')}`.trim());
  }

  get status(): number {
    return refusals[this.code][0];
  }
}

/** The token call has its own error shape, OAuth's. */
export class OAuthRefusal extends Error {
  constructor(
    readonly status: 400 | 401,
    readonly code: 'invalid_client' | 'invalid_request' | 'unsupported_grant_type',
    message: string,
  ) {
    super(message);
  }
}

type Place = Pick<ErrorDetail, 'field' | 'value' | 'location'>;

export function syntaxDetail(issue: SyntaxIssue, place: Place = {}): ErrorDetail {
  return { ...place, issue, description: syntaxIssues[issue] };
}

export function businessDetail(issue: BusinessIssue, place: Place = {}): ErrorDetail {
  return { ...place, issue, description: businessIssues[issue] };
}

/** 422 with one issue. */
export function unprocessable(issue: BusinessIssue, place?: Place): PaypalRefusal {
  return new PaypalRefusal('UNPROCESSABLE_ENTITY', [businessDetail(issue, place)]);
}

/** 400 with one issue. */
export function malformed(issue: SyntaxIssue, place?: Place): PaypalRefusal {
  return new PaypalRefusal('INVALID_REQUEST', [syntaxDetail(issue, place)]);
}

/** 404 for an order, capture or refund. */
export function notFound(field: string, value: string): PaypalRefusal {
  const description = 'Specified resource ID does not exist. Please check the resource ID and try again.';
  return new PaypalRefusal('RESOURCE_NOT_FOUND', [
    { field, value, location: 'path', issue: 'INVALID_RESOURCE_ID', description },
  ]);
}
