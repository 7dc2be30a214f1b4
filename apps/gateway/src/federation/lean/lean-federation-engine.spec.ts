import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { vi } from 'vitest';
import { parse } from 'graphql';
import { describeFederationEngine } from '../../../test/federation/federation-engine.contract.ts';
import { ShopGraph, shopSupergraph } from '../../../test/federation/shop-graph.ts';
import { composeSupergraph } from '../compose.ts';
import { HiveFederationEngine } from '../hive-federation-engine.ts';
import { LeanFederationEngine } from './lean-federation-engine.ts';

describeFederationEngine('lean', (supergraph, callSubgraph) => LeanFederationEngine.start(supergraph, callSubgraph));

describe('LeanFederationEngine', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const context = { headers: {}, deadline: new AbortController().signal };

  it('plans an operation once, whoever parses it, whatever its values are, and asked twice at once', async () => {
    const shop = new ShopGraph();
    const engine = await LeanFederationEngine.start(shopSupergraph, (call) => shop.callSubgraph(call));
    const plan = vi.spyOn(QueryPlanner.prototype, 'planAsync');
    const document = parse('query ($id: ID!) { product(id: $id) { name rating } }');
    const parsedAgain = parse('query ($id: ID!) {\n product(id: $id) { name, rating } # again\n}');
    await Promise.all(['p1', 'p2'].map((id) => engine.execute({ document, variables: { id }, context })));
    const { dataJson } = await engine.execute({ document: parsedAgain, variables: { id: 'p4' }, context });
    expect(dataJson).toBe('{"product":{"name":"Product 4","rating":4.5}}');
    expect(plan).toHaveBeenCalledTimes(1);
  });

  it('runs what the planner emits for the contract by itself', async () => {
    const shop = new ShopGraph();
    const startHive = vi.spyOn(HiveFederationEngine, 'start');
    const engine = await LeanFederationEngine.start(shopSupergraph, (call) => shop.callSubgraph(call));
    await engine.execute({ document: parse('{ products { name rating shippingCost } me { name } }'), context });
    expect(shop.called).toHaveLength(3);
    expect(startHive).not.toHaveBeenCalled();
  });

  it("hands a graph with a progressive @override to Hive's executor", async () => {
    const link = (names: string) =>
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [${names}])`;
    const supergraph = composeSupergraph([
      {
        name: 'old',
        sdl: `${link('"@key"')} type Query { it: It } type It @key(fields: "id") { id: ID! name: String }`,
      },
      {
        name: 'new',
        sdl: `${link('"@key", "@override"')}
          type It @key(fields: "id") { id: ID! name: String @override(from: "old", label: "percent(100)") }`,
      },
    ]);
    const startHive = vi.spyOn(HiveFederationEngine, 'start');
    const engine = await LeanFederationEngine.start(supergraph, async ({ subgraph }) =>
      subgraph === 'old'
        ? { data: { it: { __typename: 'It', id: '1', name: 'old' } } }
        : { data: { _entities: [{ name: 'new' }] } },
    );
    const { dataJson } = await engine.execute({ document: parse('{ it { name } }'), context });
    expect(dataJson).toMatch(/^\{"it":\{"name":"(old|new)"\}\}$/);
    expect(startHive).toHaveBeenCalledTimes(1);
  });

  it('does not start on a supergraph that is unusable', async () => {
    const shop = new ShopGraph();
    const starting = LeanFederationEngine.start('type Query { me: Nobody }', (call) => shop.callSubgraph(call));
    await expect(starting).rejects.toThrow();
  });
});
