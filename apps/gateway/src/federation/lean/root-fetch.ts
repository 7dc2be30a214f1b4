import type { FetchNode } from '@graphql-hive/router-query-planner';
import { isFields } from './fields.ts';
import { plannedQuery, variablesFor } from './planned-query.ts';
import { compileRewrites, renamedPath, renameFetched } from './rewrites.ts';
import { ask, type ErrorPlaces, type Step } from './run.ts';
import type { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

/** A query to one subgraph for fields of the operation itself. */
export function compileRootFetch(node: FetchNode, types: TypeConditions): Step {
  if (node.requires?.length) throw new UnsupportedPlan('a fetch of entities that stand nowhere');
  const query = plannedQuery(node);
  const { keys } = query.fields;
  const rewrite = compileRewrites(node.outputRewrites, types);
  const names = renameFetched(query.fields, node.outputRewrites);
  const places: ErrorPlaces = {
    of: (path) => (keys.includes(String(path[0])) ? [renamedPath(path, names)] : []),
    all: () => keys.map((key) => [names.get(key) ?? key]),
  };
  return async (run) => {
    const data = await ask(run, query, variablesFor(query, run.variables), places);
    if (!isFields(data)) return;
    const fetched = rewrite ? query.fields.copy(data) : data;
    rewrite?.(fetched);
    query.fields.mergeInto(run.data, fetched);
  };
}
