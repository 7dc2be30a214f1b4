import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from 'graphql';
import { responseNameOf } from './flat-document.ts';
import type { SubgraphFetch } from './subgraph-fetch.ts';

type Path = readonly (string | number)[];

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

/** What stands in the response for a subgraph that gave no answer. */
export function unavailable(subgraph: string, fetch: SubgraphFetch, cause: unknown): GraphQLError[] {
  const message = `The ${subgraph} service does not answer now.`;
  const extensions = { code: 'SERVICE_UNAVAILABLE', serviceName: subgraph };
  return fetch.rootPaths.map((path) => new SubgraphCallFailed(message, { path, extensions }, cause));
}

/** A subgraph's own error, with its extensions and the subgraph's name; its line numbers mean nothing to the client. */
export function errorsOf(subgraph: string, fetch: SubgraphFetch, error: GraphQLFormattedError): GraphQLError[] {
  const { message, path } = error;
  const extensions = { ...error.extensions, serviceName: subgraph };
  if (fetch.isPrecise(path)) return [new GraphQLError(message, { path, extensions })];
  return fetch.rootPaths.map((rootPath) => new SubgraphCallFailed(message, { path: rootPath, extensions }, error));
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
