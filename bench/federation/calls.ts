import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { ExecutionResult } from 'graphql';
import type { CallSubgraph, SubgraphCall } from '../../apps/gateway/src/federation/federation-engine.ts';
import { callSubgraphOver } from '../../apps/gateway/src/graphql/subgraph-link.ts';
import { InProcessServiceLink } from '../../libs/platform/src/service-link/in-process-service-link.ts';

/** Ways to reach the services, from none at all to a socket. */
export interface Calls {
  /** Answers that are ready: what is left is the engine's own work. */
  readonly ready: CallSubgraph;
  /** The services' GraphQL as functions. */
  readonly inMemory: CallSubgraph;
  /** The services' HTTP applications, called in process over the shop's link. */
  readonly overLink: CallSubgraph;
  /** Another process. */
  readonly overHttp: CallSubgraph;
  stop(): void;
}

export async function startCalls(services: ReadonlyMap<string, FastifyInstance>): Promise<Calls> {
  const inMemory: CallSubgraph = async ({ subgraph, query, variables }) => {
    const service = services.get(subgraph);
    if (!service) throw new Error(`There is no service ${subgraph}.`);
    return service.graphql(query, undefined, { ...variables });
  };
  const child = fork(fileURLToPath(new URL('serve.ts', import.meta.url)));
  const [addresses] = (await once(child, 'message')) as [Record<string, string>];
  return {
    ready: remembering(inMemory),
    inMemory,
    overLink: callSubgraphOver(new InProcessServiceLink('gateway', services, 'the-key-of-the-link')),
    overHttp: callOverHttp(addresses),
    stop: () => child.disconnect(),
  };
}

/** One operation asks each service the same thing every time. */
function remembering(call: CallSubgraph): CallSubgraph {
  const known = new Map<string, Promise<ExecutionResult>>();
  return (asked) => {
    const answer = known.get(asked.subgraph) ?? call(asked);
    known.set(asked.subgraph, answer);
    return answer;
  };
}

function callOverHttp(addresses: Readonly<Record<string, string>>): CallSubgraph {
  const agent = new Agent({ keepAlive: true });
  return ({ subgraph, query, variables }: SubgraphCall) =>
    new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { 'content-type': 'application/json' } };
      const sent = request(`${addresses[subgraph]}/graphql`, options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as ExecutionResult));
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ query, variables }));
    });
}
