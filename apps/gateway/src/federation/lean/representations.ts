import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { type Fields, isFields } from './fields.ts';
import type { Rewrite } from './rewrites.ts';
import type { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

/** How a subgraph is told which entity is meant. */
export interface Representation {
  readonly fields: Fields;
  /** The same for the same entity, and only then. */
  readonly identity: string;
}

/** Undefined when nothing is known of the entity by which a subgraph could find it. */
export type Represent = (entity: Fields) => Representation | undefined;

interface Required {
  readonly from: string;
  readonly to: string;
  readonly project: ((value: Fields) => Fields | undefined) | undefined;
}

/** Takes from an entity what a fetch requires; a required field that is null is left out. */
export function compileRepresent(
  requires: readonly RequiresSelection[],
  rewrite: Rewrite | undefined,
  types: TypeConditions,
): Represent {
  const project = compileProjection(requires, types);
  return (entity) => {
    const typeName = entity.__typename;
    if (typeof typeName !== 'string') return undefined;
    const fields = project(entity);
    if (!fields) return undefined;
    fields.__typename ??= typeName;
    rewrite?.(fields);
    return { fields, identity: identityOf(fields) };
  };
}

/** Most keys are one short text, for which JSON would take several times as long. */
function identityOf(fields: Fields): string {
  let identity = '';
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    identity += typeof value === 'string' ? `${key}:${value.length}:${value}` : `${key}=${JSON.stringify(value)}\n`;
  }
  return identity;
}

/** One list of fields for each type, made when the first object of the type turns up. */
function compileProjection(
  selections: readonly RequiresSelection[],
  types: TypeConditions,
): (source: Fields) => Fields | undefined {
  requireSupported(selections);
  const byType = new Map<string, readonly Required[]>();
  const anyType = requiredOf(selections, undefined, types);
  const requiredOn = (typeName: unknown): readonly Required[] => {
    if (typeof typeName !== 'string') return anyType;
    const known = byType.get(typeName);
    if (known) return known;
    const required = requiredOf(selections, typeName, types);
    // What a subgraph calls a type may be anything; only what exists is kept.
    if (types.isKnown(typeName)) byType.set(typeName, required);
    return required;
  };
  return (source) => {
    const projected: Fields = {};
    let tells = false;
    for (const { from, to, project } of requiredOn(source.__typename)) {
      const value = project ? projectValue(source[from], project) : source[from];
      if (value === undefined || value === null) continue;
      projected[to] = value;
      tells ||= to !== '__typename';
    }
    return tells ? projected : undefined;
  };
}

function projectValue(value: unknown, project: (value: Fields) => Fields | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => projectValue(item, project) ?? null);
  return isFields(value) ? project(value) : undefined;
}

function requiredOf(
  selections: readonly RequiresSelection[],
  typeName: string | undefined,
  types: TypeConditions,
): readonly Required[] {
  const fields = new Map<string, { from: string; below: RequiresSelection[] }>();
  const collect = (selection: RequiresSelection): void => {
    if (selection.kind === 'FragmentSpread') return;
    if (selection.kind === 'InlineFragment') {
      const isMet = typeName !== undefined && types.typesMeeting([selection.typeCondition]).has(typeName);
      return isMet ? selection.selections.forEach(collect) : undefined;
    }
    const { name, alias = name, selections: below = [] } = selection;
    const known = fields.get(alias)?.below ?? [];
    fields.set(alias, { from: name, below: [...known, ...below] });
  };
  selections.forEach(collect);
  return [...fields].map(([to, { from, below }]) => {
    return { from, to, project: below.length > 0 ? compileProjection(below, types) : undefined };
  });
}

function requireSupported(selections: readonly RequiresSelection[]): void {
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') throw new UnsupportedPlan('a fragment in what a fetch requires');
    if (selection.kind === 'Field') continue;
    if (selection.skipIf ?? selection.includeIf) throw new UnsupportedPlan('a condition in what a fetch requires');
    requireSupported(selection.selections);
  }
}
