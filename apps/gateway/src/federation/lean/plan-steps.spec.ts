import type { PlanNode } from '@graphql-hive/router-query-planner';
import type { SubgraphCall } from '../federation-engine.ts';
import { newFields } from './fields.ts';
import { compilePlan } from './plan-steps.ts';
import { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

const types = new TypeConditions(
  'type Query { a: Int b: Int } interface Node { id: ID } type Product implements Node { id: ID }',
);

const fetchOf = (field: string): PlanNode => ({ kind: 'Fetch', serviceName: field, operation: `{${field}}` });

async function calledBy(plan: PlanNode, variables: Record<string, unknown> = {}): Promise<string[]> {
  const called: string[] = [];
  const callSubgraph = async ({ subgraph }: SubgraphCall) => {
    called.push(`${subgraph} begins`);
    await new Promise(setImmediate);
    called.push(`${subgraph} ends`);
    return { data: { [subgraph]: 1 } };
  };
  const context = { headers: {}, deadline: new AbortController().signal };
  await compilePlan(plan, types)({ data: new newFields(), errors: [], variables, context, callSubgraph });
  return called;
}

describe('a compiled plan', () => {
  const both = [fetchOf('a'), fetchOf('b')];

  it('runs one step after another in a sequence', async () => {
    expect(await calledBy({ kind: 'Sequence', nodes: both })).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('runs steps at once in parallel', async () => {
    expect(await calledBy({ kind: 'Parallel', nodes: both })).toEqual(['a begins', 'b begins', 'a ends', 'b ends']);
  });

  it.each([
    [true, ['a begins', 'a ends']],
    [false, ['b begins', 'b ends']],
    [undefined, ['b begins', 'b ends']],
  ])('chooses by a condition that is %s', async (value, called) => {
    const plan: PlanNode = { kind: 'Condition', condition: 'c', ifClause: fetchOf('a'), elseClause: fetchOf('b') };
    expect(await calledBy(plan, { c: value })).toEqual(called);
    expect(await calledBy({ kind: 'Condition', condition: 'c' }, { c: value })).toEqual([]);
  });

  it.each<[string, object]>([
    ['a subscription', { kind: 'Subscription', primary: fetchOf('a') }],
    ['a deferred part', { kind: 'Sequence', nodes: [{ kind: 'Defer', primary: {}, deferred: [] }] }],
    ['a path to something else than a fetch', { kind: 'Flatten', path: [], node: { kind: 'Sequence', nodes: [] } }],
    ['a path to a fetch of no entities', { kind: 'Flatten', path: [], node: fetchOf('a') }],
    ['entities without a path', { ...fetchOf('a'), requires: [{ kind: 'Field', name: 'id' }] }],
    ['a rewrite of a kind to come', { ...fetchOf('a'), outputRewrites: [{ path: [{ Key: 'a' }], remove: true }] }],
    ['a rewrite without a path', { ...fetchOf('a'), outputRewrites: [{ ValueSetter: { path: [], setValueTo: 'x' } }] }],
    ['a step of a path to come', entities([{ Index: 1 }], [{ kind: 'Field', name: 'id' }])],
    ['a fragment in a key', entities([{ Field: 'a' }], [{ kind: 'FragmentSpread', value: 'F' }])],
    [
      'a condition in a key',
      entities([], [{ kind: 'InlineFragment', typeCondition: 'Product', selections: [], skipIf: 'c' }]),
    ],
  ])('is refused at once for %s, instead of being run wrongly', (_what, plan) => {
    expect(() => compilePlan(plan as PlanNode, types)).toThrow(UnsupportedPlan);
  });
});

function entities(path: object[], requires: object[]): object {
  const operation = 'query($representations:[_Any!]!){_entities(representations:$representations){...on Product{id}}}';
  return { kind: 'Flatten', path, node: { kind: 'Fetch', serviceName: 'a', operation, requires } };
}
