import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { EncodedAnswer } from './encoded-answer.ts';

/** What one operation carries along to every subgraph that it calls. */
export interface SubgraphContext {
  /** Headers of each call, built by the gateway alone. */
  readonly headers: Readonly<Record<string, string>>;
  /** When it aborts, running calls are given up and no further subgraph is called. */
  readonly deadline: AbortSignal;
}

export interface SubgraphCall {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly context: SubgraphContext;
}

/** Sends one query to one subgraph. It may reject or never settle; the engine reads the result and never changes it. */
export type CallSubgraph = (call: SubgraphCall) => Promise<ExecutionResult>;

export interface FederatedRequest {
  /** Valid against the engine's `apiSchema`; the engine does not validate again. */
  readonly document: DocumentNode;
  /** Needed only when the document has several operations. */
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly context: SubgraphContext;
}

/** Answers an operation from the subgraphs that know its parts. */
export abstract class FederationEngine {
  /** The public schema of the supergraph in use; another object after each `replaceSupergraph`. */
  abstract readonly apiSchema: GraphQLSchema;

  /**
   * Never rejects. An operation that cannot run (unknown name, wrong variables, a subscription) is answered with errors
   * and without data. A subgraph that fails or outlasts the deadline costs its own fields only: they are null, with
   * one error `SERVICE_UNAVAILABLE` that names it in `extensions.serviceName`. Errors of subgraphs keep their
   * extensions and point into the response. Mutations run one after another. An operation is planned once.
   */
  abstract execute(request: FederatedRequest): Promise<EncodedAnswer>;

  /**
   * Takes effect between operations: running ones end on the graph they began with. Rejects, and keeps the old graph,
   * when the new one is unusable.
   */
  abstract replaceSupergraph(supergraph: string): Promise<void>;

  /** Refuses operations from now on; running ones end. */
  abstract close(): Promise<void>;
}
