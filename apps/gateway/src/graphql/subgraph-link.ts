import type { ExecutionResult } from 'graphql';
import type { ServiceLink } from '@tovar/platform';
import type { CallSubgraph } from '../federation/federation-engine.ts';

/** Calls subgraphs over the service link, which carries identity, trace and deadline. */
export function callSubgraphOver(link: ServiceLink): CallSubgraph {
  return async ({ subgraph, query, operationName, variables, context }) => {
    const { body } = await link.send({
      service: subgraph,
      method: 'POST',
      path: '/graphql',
      headers: context.headers,
      body: JSON.stringify({ query, operationName, variables }),
      isSafeToRepeat: !query.startsWith('mutation'),
    });
    return JSON.parse(body) as ExecutionResult;
  };
}
