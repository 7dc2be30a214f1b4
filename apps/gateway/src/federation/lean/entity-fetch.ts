import type { BatchFetchNode, EntityBatchAlias, FetchNode, FlattenNode } from '@graphql-hive/router-query-planner';
import type { Path } from '../subgraph-errors.ts';
import { EntityPlaces } from './entity-places.ts';
import { type FetchedFields } from './fetched-fields.ts';
import { type Fields, isFields } from './fields.ts';
import { plannedQuery, type PlannedQuery, variablesFor } from './planned-query.ts';
import { compileRepresent, type Represent, type Representation } from './representations.ts';
import { compileRewrites, renamedPath, renameFetched, type Rewrite } from './rewrites.ts';
import { ask, type ErrorPlaces, type Run, type Step } from './run.ts';
import type { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

/** What one `_entities` field of a query asks, and for which places. */
interface EntityGroup {
  readonly key: string;
  readonly variable: string;
  readonly places: readonly EntityPlaces[];
  readonly represent: Represent;
  readonly fields: FetchedFields;
  readonly rewrite: Rewrite | undefined;
  readonly names: ReadonlyMap<string, string>;
}

/** The entities of one group as they were found, each with the index of its representation. */
interface Gathered {
  readonly group: EntityGroup;
  readonly entities: Fields[];
  readonly indexes: number[];
}

/** Several fetches of entities from one subgraph in one query. */
export function compileBatchFetch(node: BatchFetchNode, types: TypeConditions): Step {
  const query = plannedQuery(node);
  const groups = node.entityBatch.aliases.map((alias) => compileGroup(alias, query, types));
  return entityFetch(query, groups);
}

/** A fetch of the entities that stand at one path. */
export function compileFlatten({ path, node }: FlattenNode, types: TypeConditions): Step {
  if (node.kind !== 'Fetch' || !node.requires?.length) throw new UnsupportedPlan(`a ${node.kind} at a path`);
  const query = plannedQuery(node);
  return entityFetch(query, [compileGroup(asBatchAlias(path, node), query, types)]);
}

function asBatchAlias(path: FlattenNode['path'], { requires = [], inputRewrites, outputRewrites }: FetchNode) {
  const alias = '_entities';
  return {
    alias,
    representationsVariableName: 'representations',
    paths: [path],
    requires,
    inputRewrites,
    outputRewrites,
  };
}

function compileGroup(node: EntityBatchAlias, query: PlannedQuery, types: TypeConditions): EntityGroup {
  const fields = query.fields.below(node.alias);
  if (!fields || node.requires.length === 0) throw new UnsupportedPlan(`entities without a key as ${node.alias}`);
  return {
    key: node.alias,
    variable: node.representationsVariableName,
    places: node.paths.map((path) => new EntityPlaces(path, types)),
    represent: compileRepresent(node.requires, compileRewrites(node.inputRewrites, types), types),
    fields,
    rewrite: compileRewrites(node.outputRewrites, types),
    names: renameFetched(fields, node.outputRewrites),
  };
}

function entityFetch(query: PlannedQuery, groups: readonly EntityGroup[]): Step {
  return (run) => {
    const variables = variablesFor(query, run.variables);
    const gathered = groups.map((group) => gather(group, run.data, variables));
    if (gathered.every(({ entities }) => entities.length === 0)) return undefined;
    return fetchInto(run, query, gathered, variables);
  };
}

/** Finds the entities; an entity at several places is asked for once. */
function gather(group: EntityGroup, data: Fields, variables: Record<string, unknown>): Gathered {
  const representations = (variables[group.variable] ??= []) as Fields[];
  const byIdentity = new Map<string, number>();
  const gathered: Gathered = { group, entities: [], indexes: [] };
  const found = (entity: Fields): void => {
    const representation = group.represent(entity);
    if (!representation) return;
    gathered.entities.push(entity);
    gathered.indexes.push(indexOf(representation, representations, byIdentity));
  };
  for (const place of group.places) place.visit(data, found);
  return gathered;
}

function indexOf({ fields, identity }: Representation, all: Fields[], byIdentity: Map<string, number>): number {
  const known = byIdentity.get(identity);
  if (known !== undefined) return known;
  byIdentity.set(identity, all.length);
  return all.push(fields) - 1;
}

async function fetchInto(
  run: Run,
  query: PlannedQuery,
  gathered: readonly Gathered[],
  variables: Record<string, unknown>,
): Promise<void> {
  const data = await ask(run, query, variables, placesOf(gathered, run.data));
  if (!isFields(data)) return;
  for (const { group, entities, indexes } of gathered) {
    const answered = data[group.key];
    if (Array.isArray(answered)) entities.forEach((entity, at) => complete(entity, answered[indexes[at] ?? -1], group));
  }
}

function complete(entity: Fields, answered: unknown, { fields, rewrite }: EntityGroup): void {
  if (!isFields(answered)) return;
  const fetched = rewrite ? fields.copy(answered) : answered;
  rewrite?.(fetched);
  fields.mergeInto(entity, fetched);
}

/** The places of the entities in the response; looked up only when there is an error. */
function placesOf(gathered: readonly Gathered[], data: Fields): ErrorPlaces {
  const positions = (of: Gathered, isMeant: (index: number) => boolean): Path[] => {
    const meant = new Set(of.entities.filter((_entity, at) => isMeant(of.indexes[at] ?? -1)));
    const found = new Map<Fields, Path>();
    for (const place of of.group.places) {
      place.visitPositions(data, (entity, position) => void (meant.has(entity) && found.set(entity, position)));
    }
    return [...found.values()];
  };
  return {
    of([key, index, ...rest]) {
      const of = gathered.find(({ group }) => group.key === key);
      if (!of || typeof index !== 'number') return [];
      const inside = renamedPath(rest, of.group.names);
      return positions(of, (meant) => meant === index).map((position) => [...position, ...inside]);
    },
    all: () => gathered.flatMap((of) => positions(of, () => true)),
  };
}
