import type { DocumentNode, ExecutionResult } from 'graphql';
import type { CallSubgraph, SubgraphContext } from './federation-engine.ts';
import { answerInTime } from './subgraph-answer.ts';
import { unseal } from './sealed-value.ts';
import { callFailed, fieldFailed, unavailable } from './subgraph-errors.ts';
import { SubgraphFetch } from './subgraph-fetch.ts';

/** One call as the executor asks for it. */
export interface FetchRequest {
  /** The same object each time this query of this plan is run. */
  readonly document: DocumentNode;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly context: SubgraphContext;
}

/** Calls subgraphs so that nothing they do can fail the operation: a call that rejects, or is late, answers errors. */
export class SubgraphCaller {
  readonly #fetches = new WeakMap<DocumentNode, SubgraphFetch>();

  constructor(private readonly callSubgraph: CallSubgraph) {}

  async call(subgraph: string, { document, ...request }: FetchRequest): Promise<ExecutionResult> {
    const fetch = this.fetchOf(document);
    const { operationName, context } = request;
    const variables = unseal(request.variables ?? {}) as Readonly<Record<string, unknown>>;
    try {
      const call = { subgraph, query: fetch.query, operationName, variables, context };
      const { data, errors = [] } = await answerInTime(this.callSubgraph, call);
      return {
        data: data && (fetch.pick(data) as Record<string, unknown>),
        errors: errors.flatMap((error) => {
          const { path } = error;
          if (path && fetch.isPrecise(path, variables)) return [fieldFailed(subgraph, error, path)];
          return callFailed(subgraph, error, fetch.placesOf(variables));
        }),
      };
    } catch (cause) {
      return { errors: unavailable(subgraph, fetch.placesOf(variables), cause) };
    }
  }

  private fetchOf(document: DocumentNode): SubgraphFetch {
    const known = this.#fetches.get(document);
    if (known) return known;
    const fetch = new SubgraphFetch(document);
    this.#fetches.set(document, fetch);
    return fetch;
  }
}
