import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { currentRequest, publicError, traceIdOf } from '@tovar/platform';
import type { EncodedAnswer } from '../federation/encoded-answer.ts';

const logger = new Logger('GraphQL');

/** Codes behind which stands a fault of the shop, not of the request. */
const FAULTS = ['SERVICE_UNAVAILABLE', 'NON_NULL_VIOLATION', 'OPERATION_NOT_PLANNABLE'];

/**
 * The engine's answer as clients may see it: every error carries the trace id, one that nobody declared is masked.
 * Causes go to the log, once for each service and request.
 */
export function publicAnswer(answer: EncodedAnswer): EncodedAnswer {
  const { dataJson, errors } = answer;
  if (!errors?.length) return answer;
  logFaults(errors);
  const traceId = traceIdOf(currentRequest()?.traceparent ?? '');
  return { dataJson, errors: errors.map((error) => publicErrorOf(error, traceId)) };
}

function publicErrorOf(error: GraphQLError, traceId: string): GraphQLError {
  const { path, extensions } = error;
  if (typeof extensions.code === 'string') {
    return new GraphQLError(error.message, { path, extensions: { ...extensions, traceId } });
  }
  const { code, message } = publicError(error);
  return new GraphQLError(message, { path, extensions: { code, traceId } });
}

function logFaults(errors: readonly GraphQLError[]): void {
  const told = new Set<string>();
  for (const error of errors) {
    const { code, serviceName } = error.extensions;
    if (typeof code === 'string' && !FAULTS.includes(code)) continue;
    const key = JSON.stringify([code, serviceName, error.message]);
    if (told.has(key)) continue;
    told.add(key);
    const words = `${error.message} ${reasonOf(error)}`.trim();
    logger.warn(typeof serviceName === 'string' ? `${serviceName}: ${words}` : words);
  }
}

/** What stands behind it, down to the first cause, without stacks: those are the gateway's own. */
function reasonOf({ cause, originalError }: GraphQLError): string {
  const reasons: unknown[] = [];
  for (let behind = (cause ?? originalError) as Error | undefined; behind; behind = behind.cause as Error | undefined) {
    reasons.push(behind.message ?? behind);
  }
  return reasons.join(' ');
}
