import type { DocumentNode, ExecutionResult } from 'graphql';
import type { CallSubgraph, SubgraphContext } from './federation-engine.ts';
import { errorsOf, unavailable } from './subgraph-errors.ts';
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
    const { operationName, variables, context } = request;
    try {
      context.deadline.throwIfAborted();
      const answering = this.callSubgraph({ subgraph, query: fetch.query, operationName, variables, context });
      const { data, errors = [] } = await beforeDeadline(answering, context.deadline);
      if (!data && errors.length === 0) throw new Error('The answer has neither data nor errors.');
      return {
        data: data && (fetch.pick(data) as Record<string, unknown>),
        errors: errors.flatMap((error) => errorsOf(subgraph, fetch, error)),
      };
    } catch (cause) {
      return { errors: unavailable(subgraph, fetch, cause) };
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

/** Settles as the answer does, or rejects with the signal's reason when that comes first. */
function beforeDeadline<Answer>(answering: Promise<Answer>, deadline: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(deadline.reason);
    if (deadline.aborted) giveUp();
    deadline.addEventListener('abort', giveUp, { once: true });
    answering.then(resolve, reject).finally(() => deadline.removeEventListener('abort', giveUp));
  });
}
