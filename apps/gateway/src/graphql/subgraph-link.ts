import type { ExecutionResult } from 'graphql';
import { ServiceRefused, type ServiceLink } from '@tovar/platform';
import type { CallSubgraph } from '../federation/federation-engine.ts';

/** A printed document in which a definition is a mutation. */
const MUTATION = /^mutation\b/m;

/** Calls subgraphs over the service link, which carries identity, trace and deadline. */
export function callSubgraphOver(link: ServiceLink): CallSubgraph {
  return async ({ subgraph, query, operationName, variables, context }) => {
    const answer = await link.send({
      service: subgraph,
      method: 'POST',
      path: '/graphql',
      headers: { ...context.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, operationName, variables }),
      isSafeToRepeat: !MUTATION.test(query),
      readsValue: true,
    });
    const { status, headers, value } = answer;
    if (value) return value;
    if (!headers['content-type']?.startsWith('application/problem+json'))
      return JSON.parse(answer.body) as ExecutionResult;
    return problemAsResult(new ServiceRefused(subgraph, status, answer.body));
  };
}

/** What stands before a service's GraphQL refuses in REST's way: a token, the size of the body. */
function problemAsResult(refusal: ServiceRefused): ExecutionResult {
  if (refusal.status >= 500) throw refusal;
  const { code, details } = refusal;
  return { errors: [{ message: String(details.title), extensions: { code } }] } as never;
}
