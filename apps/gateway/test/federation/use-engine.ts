import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import { parsedAnswer } from '../../src/federation/encoded-answer.ts';
import type { CallSubgraph, FederatedRequest, FederationEngine } from '../../src/federation/federation-engine.ts';
import { ShopGraph, shopSupergraph } from './shop-graph.ts';

export type StartEngine = (supergraph: string, callSubgraph: CallSubgraph) => Promise<FederationEngine>;

type Options = Partial<Pick<FederatedRequest, 'variables' | 'operationName'>> & {
  headers?: Record<string, string>;
  deadline?: AbortSignal;
};

/** One engine for the tests of a describe block, over a shop that is fresh in each test. */
export class EngineUnderTest {
  engine: FederationEngine;
  shop = new ShopGraph();

  async run(operation: string | DocumentNode, options: Options = {}): Promise<ExecutionResult> {
    const { headers = {}, deadline = new AbortController().signal, ...request } = options;
    const document = typeof operation === 'string' ? parse(operation) : operation;
    return parsedAnswer(await this.engine.execute({ document, context: { headers, deadline }, ...request }));
  }
}

export function useEngine(start: StartEngine): EngineUnderTest {
  const test = new EngineUnderTest();
  beforeAll(async () => {
    test.engine = await start(shopSupergraph, (call) => test.shop.callSubgraph(call));
  });
  beforeEach(() => {
    test.shop = new ShopGraph();
  });
  afterAll(() => test.engine.close());
  return test;
}
