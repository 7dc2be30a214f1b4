import { GraphQLError } from 'graphql';
import { publicError } from '@tovar/platform';
import type { EncodedAnswer } from '../federation/encoded-answer.ts';

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  NON_NULL_VIOLATION: 500,
  OPERATION_NOT_PLANNABLE: 500,
  SERVICE_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/**
 * The HTTP status of a GraphQL answer: 200 whenever there is data, also a part of it; without data the status that the
 * first error's code stands for (https://graphql.github.io/graphql-over-http/draft/).
 */
export function statusOf({ dataJson = 'null', errors = [] }: EncodedAnswer): number {
  if (dataJson !== 'null' || errors.length === 0) return 200;
  return STATUS_BY_CODE[String(errors[0]?.extensions.code)] ?? 400;
}

/** A refusal as GraphQL says it: with its code, its details and the trace id. */
export function refusalError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const { code, message, details, traceId } = publicError(error);
  return new GraphQLError(message, { extensions: { ...details, code, traceId } });
}
