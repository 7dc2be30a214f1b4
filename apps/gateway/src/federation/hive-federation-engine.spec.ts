import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { vi } from 'vitest';
import { parse } from 'graphql';
import { describeFederationEngine } from '../../test/federation/federation-engine.contract.ts';
import { ShopGraph, shopSupergraph } from '../../test/federation/shop-graph.ts';
import { parsedAnswer } from './encoded-answer.ts';
import { HiveFederationEngine } from './hive-federation-engine.ts';

describeFederationEngine('Hive', (supergraph, callSubgraph) => HiveFederationEngine.start(supergraph, callSubgraph));

describe('HiveFederationEngine', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('plans an operation once, whoever parses it and whatever its values are', async () => {
    const shop = new ShopGraph();
    const engine = await HiveFederationEngine.start(shopSupergraph, (call) => shop.callSubgraph(call));
    const plan = vi.spyOn(QueryPlanner.prototype, 'planAsync');
    const context = { headers: {}, deadline: new AbortController().signal };
    const document = parse('query ($id: ID!) { product(id: $id) { name rating } }');
    const parsedAgain = parse('query ($id: ID!) {\n product(id: $id) { name, rating } # again\n}');
    await Promise.all(['p1', 'p2'].map((id) => engine.execute({ document, variables: { id }, context })));
    const answer = await engine.execute({ document: parsedAgain, variables: { id: 'p4' }, context });
    expect(parsedAnswer(answer).data).toEqual({ product: { name: 'Product 4', rating: 4.5 } });
    expect(plan).toHaveBeenCalledTimes(1);
  });

  it('does not start on a supergraph that is unusable', async () => {
    const shop = new ShopGraph();
    const starting = HiveFederationEngine.start('type Query { me: Nobody }', (call) => shop.callSubgraph(call));
    await expect(starting).rejects.toThrow();
  });
});
