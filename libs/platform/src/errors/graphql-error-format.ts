import { Logger } from '@nestjs/common';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { isUnexpected, publicError } from './error-format.ts';

const logger = new Logger('GraphQL');

/** One GraphQL error with `extensions.code` and `extensions.traceId`; the text of an unexpected one stays inside. */
export function toGraphQLError(error: GraphQLError): GraphQLError {
  const cause = rootCause(error);
  if (cause === undefined) return withCode(error, error.message, requestErrorCode(error), {});
  if (isUnexpected(cause)) logger.error(cause);
  const { code, message, details } = publicError(cause);
  return withCode(error, message, code, details);
}

/** Mercurius hands over the whole result; data that could be answered stays. */
export function formatGraphQLErrors(execution: ExecutionResult): { statusCode: number; response: ExecutionResult } {
  const errors = execution.errors?.map((error) => toGraphQLError(error));
  const neverExecuted = execution.data === undefined || execution.data === null;
  const isRefused = neverExecuted && errors?.every((error) => error.path === undefined);
  return { statusCode: isRefused ? 400 : 200, response: { ...execution, data: execution.data ?? null, errors } };
}

/** The thrown error behind GraphQL's wrappers; undefined for errors of the request itself. */
function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error.originalError;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause instanceof GraphQLError ? undefined : cause;
}

function requestErrorCode(error: GraphQLError): string {
  // Errors of compiled queries have no extensions of their own.
  const code = (error.extensions as GraphQLError['extensions'] | undefined)?.code;
  return typeof code === 'string' ? code : 'GRAPHQL_VALIDATION_FAILED';
}

function withCode(error: GraphQLError, message: string, code: string, details: object): GraphQLError {
  return new GraphQLError(message, {
    path: error.path?.map(asPathSegment),
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    extensions: { ...details, code, traceId: publicError(error).traceId },
  });
}

/** Compiled queries give list indexes as text; no field is called by a number. */
function asPathSegment(segment: string | number): string | number {
  return typeof segment === 'string' && /^\d+$/.test(segment) ? Number(segment) : segment;
}
