import type { PlanNode } from '@graphql-hive/router-query-planner';
import { compileBatchFetch, compileFlatten } from './entity-fetch.ts';
import { compileRootFetch } from './root-fetch.ts';
import type { Step } from './run.ts';
import type { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

const DONE = Promise.resolve();

/** Turns a plan into functions, once. Throws `UnsupportedPlan` for what it does not know, rather than guess. */
export function compilePlan(node: PlanNode, types: TypeConditions): Step {
  switch (node.kind) {
    case 'Fetch':
      return compileRootFetch(node, types);
    case 'Flatten':
      return compileFlatten(node, types);
    case 'BatchFetch':
      return compileBatchFetch(node, types);
    case 'Sequence':
      return inSequence(node.nodes.map((step) => compilePlan(step, types)));
    case 'Parallel':
      return inParallel(node.nodes.map((step) => compilePlan(step, types)));
    case 'Condition':
      return onCondition(
        node.condition,
        node.ifClause && compilePlan(node.ifClause, types),
        node.elseClause && compilePlan(node.elseClause, types),
      );
    case 'Subscription':
    case 'Defer':
      throw new UnsupportedPlan(`a ${node.kind}`);
  }
}

function inSequence(steps: readonly Step[]): Step {
  return async (run) => {
    for (const step of steps) await step(run);
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map((step) => step(run) ?? DONE));
  };
}

function onCondition(variable: string, met: Step | undefined, otherwise: Step | undefined): Step {
  return (run) => (run.variables[variable] === true ? met : otherwise)?.(run);
}
