import type { ExecutionResult, GraphQLError } from 'graphql';

/** What an operation answers, with its data as it goes out: on its way to a client nobody builds an object of it again. */
export interface EncodedAnswer {
  /** `data` as JSON, `null` included; undefined when the operation did not run. */
  readonly dataJson?: string;
  readonly errors?: readonly GraphQLError[];
  /** Of a live value: the last event that is in it, to resume behind. */
  readonly eventId?: string;
}

/** The whole answer as JSON. */
export function answerText({ dataJson, errors = [], eventId }: EncodedAnswer): string {
  const data = dataJson === undefined ? [] : [`"data":${dataJson}`];
  const failures = errors.length === 0 ? [] : [`"errors":${JSON.stringify(errors)}`];
  const extensions = eventId === undefined ? [] : [`"extensions":${JSON.stringify({ eventId })}`];
  return `{${[...data, ...failures, ...extensions].join()}}`;
}

/** For the few who need the data as an object. */
export function parsedAnswer({ dataJson, errors = [], eventId }: EncodedAnswer): ExecutionResult {
  return {
    ...(dataJson === undefined ? {} : { data: JSON.parse(dataJson) as ExecutionResult['data'] }),
    ...(errors.length === 0 ? {} : { errors }),
    ...(eventId === undefined ? {} : { extensions: { eventId } }),
  };
}
