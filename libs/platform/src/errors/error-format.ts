import { HttpException } from '@nestjs/common';
import { isTransient } from '../database/transient-error.ts';
import { currentRequest } from '../http/request-context.ts';
import { traceIdOf } from '../http/trace.ts';
import { DomainError, type ErrorKind } from './domain-error.ts';

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'rate-limited': 429,
  unavailable: 503,
  timeout: 504,
};

/** Codes of what Fastify and Nest refuse by themselves, before any of our code runs. */
const CODE_BY_STATUS: Record<number, string> = {
  400: 'INVALID_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  431: 'HEADERS_TOO_LARGE',
  503: 'SERVICE_UNAVAILABLE',
};

/** An error as both APIs show it. Everything that nobody declared is masked; what may succeed later says so. */
export interface PublicError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly traceId: string;
}

export function publicError(error: unknown): PublicError {
  const traceId = traceIdOf(currentRequest()?.traceparent ?? '');
  if (error instanceof DomainError) {
    return {
      status: STATUS[error.kind],
      code: error.code,
      message: error.message,
      details: asJson(error.details),
      traceId,
    };
  }
  const refusal = frameworkRefusal(error);
  if (refusal) return { ...refusal, traceId };
  if (isTransient(error)) {
    return {
      status: STATUS.unavailable,
      code: 'SERVICE_UNAVAILABLE',
      message: 'Something that this needs does not answer now; the log has the details under this trace id.',
      details: {},
      traceId,
    };
  }
  return {
    status: 500,
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Something went wrong here; the log has the details under this trace id.',
    details: {},
    traceId,
  };
}

/** True for what nobody declared: it is logged with its stack, the rest is the caller's affair. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof DomainError) && !frameworkRefusal(error);
}

/** Amounts are `bigint` in code and text in JSON. */
function asJson(details: DomainError['details']): DomainError['details'] {
  const toText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
  return JSON.parse(JSON.stringify(details, toText)) as DomainError['details'];
}

function frameworkRefusal(error: unknown): Omit<PublicError, 'traceId'> | undefined {
  const status = error instanceof HttpException ? error.getStatus() : statusOfFramework(error);
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  const body = error instanceof HttpException ? error.getResponse() : undefined;
  const problems = typeof body === 'object' ? (body as { message?: unknown }).message : undefined;
  return {
    status,
    code: CODE_BY_STATUS[status] ?? 'INVALID_INPUT',
    // Of an address that nobody answers the frameworks repeat all, a token in it too.
    message: status === 404 ? 'This address does not exist.' : (error as Error).message,
    details: Array.isArray(problems) ? { problems } : {},
  };
}

/** Errors of other libraries carry a status too: what a provider answered to us must not become our answer. */
function statusOfFramework(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const isOurs = error instanceof SyntaxError || /^(?:FST|MER)_/.test(String(code));
  return isOurs ? statusCode : undefined;
}
