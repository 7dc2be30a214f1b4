import type { ExecutionResult } from 'graphql';
import { publicError } from '@tovar/platform';

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/**
 * The HTTP status of a GraphQL answer: 200 whenever there is data, also a part of it; without data the status that the
 * first error's code stands for (https://graphql.github.io/graphql-over-http/draft/).
 */
export function statusOf(result: ExecutionResult): number {
  if (result.data || !result.errors?.length) return 200;
  return STATUS_BY_CODE[String(result.errors[0]?.extensions.code)] ?? 400;
}

/** A refusal as a GraphQL answer. */
export function refusalAnswer(error: unknown): { status: number; body: object } {
  const { status, code, message, details, traceId } = publicError(error);
  return { status, body: { errors: [{ message, extensions: { ...details, code, traceId } }] } };
}
