import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';
import { responseNameOf } from './flat-document.ts';

export type Path = readonly (string | number)[];

/** A call to a subgraph that failed as a whole; `cause` is for the log, it is never sent to a client. */
export class SubgraphCallFailed extends GraphQLError {
  constructor(
    message: string,
    options: { path: Path; extensions: GraphQLErrorExtensions },
    override readonly cause?: unknown,
  ) {
    super(message, options);
  }
}

/** What stands in the response for a subgraph that gave no answer, at each place that the call was to complete. */
export function unavailable(subgraph: string, places: readonly Path[], cause: unknown): GraphQLError[] {
  const message = `The ${subgraph} service does not answer now.`;
  const extensions = { code: 'SERVICE_UNAVAILABLE', serviceName: subgraph };
  return places.map((path) => new SubgraphCallFailed(message, { path, extensions }, cause));
}

/** A subgraph's own error at its place, with its extensions; its line numbers mean nothing to the client. */
export function fieldFailed(
  subgraph: string,
  { message, extensions }: GraphQLFormattedError,
  path: Path,
): GraphQLError {
  return new GraphQLError(message, { path, extensions: { ...extensions, serviceName: subgraph } });
}

/** A subgraph's error that does not say where it belongs, and so concerns all that the call was to complete. */
export function callFailed(subgraph: string, error: GraphQLFormattedError, places: readonly Path[]): GraphQLError[] {
  const extensions = { ...error.extensions, serviceName: subgraph };
  return places.map((path) => new SubgraphCallFailed(error.message, { path, extensions }, error));
}

/**
 * Errors as the client sees them: with its own names in the path, and a failed call once, at the field that the call
 * was to complete, however many objects that is.
 */
export function clientErrors(errors: readonly GraphQLError[]): GraphQLError[] {
  const failedCalls = new Map<string, SubgraphCallFailed>();
  const others: GraphQLError[] = [];
  for (const error of errors) {
    const { message, extensions } = error;
    const path = (error.path ?? []).map((segment) => (typeof segment === 'string' ? responseNameOf(segment) : segment));
    const failure = failureBehind(error);
    if (failure) {
      const shown = { path: upToFirstList(path), extensions };
      const key = JSON.stringify([message, shown.path, extensions.serviceName]);
      failedCalls.set(key, new SubgraphCallFailed(message, shown, failure.cause));
    } else {
      others.push(new GraphQLError(message, { path, extensions }));
    }
  }
  return [...failedCalls.values(), ...others];
}

/** The executor wraps an error when it moves it to its place in the response. */
function failureBehind(error: GraphQLError): SubgraphCallFailed | undefined {
  if (error instanceof SubgraphCallFailed) return error;
  return error.originalError instanceof SubgraphCallFailed ? error.originalError : undefined;
}

function upToFirstList(path: Path): Path {
  const index = path.findIndex((segment) => typeof segment === 'number');
  return index === -1 ? path : path.slice(0, index);
}
