import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import type { Path } from '../subgraph-errors.ts';
import type { FetchedFields } from './fetched-fields.ts';
import { type Fields, isFields } from './fields.ts';
import type { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

/** Changes what a plan has made or fetched, in place. */
export type Rewrite = (value: unknown) => void;

type Change = (fields: Fields, key: string) => void;

/** Undefined when there is nothing to rewrite. */
export function compileRewrites(rewrites: readonly FetchRewrite[] = [], types: TypeConditions): Rewrite | undefined {
  if (rewrites.length === 0) return undefined;
  const all = rewrites.map((rewrite) => {
    const { path, change } = partsOf(rewrite);
    return compilePath(path, change, types);
  });
  return (value) => all.forEach((rewrite) => rewrite(value));
}

/** The keys that fetched fields have once they are rewritten, and what they were before. */
export function renameFetched(fields: FetchedFields, rewrites: readonly FetchRewrite[] = []): Map<string, string> {
  const names = new Map<string, string>();
  for (const rewrite of rewrites) {
    const keys = partsOf(rewrite).path.flatMap((segment) => ('Key' in segment ? [segment.Key] : []));
    const last = keys.pop() ?? '';
    const parent = keys.reduce<FetchedFields | undefined>((at, key) => at?.below(key), fields);
    if ('KeyRenamer' in rewrite) {
      parent?.add(rewrite.KeyRenamer.renameKeyTo, parent.below(last));
      names.set(last, rewrite.KeyRenamer.renameKeyTo);
    } else {
      parent?.add(last, undefined);
    }
  }
  return names;
}

/** An error's path, by the keys that the fields have in the merged answer. */
export function renamedPath(path: Path, names: ReadonlyMap<string, string>): Path {
  return names.size === 0 ? path : path.map((segment) => names.get(String(segment)) ?? segment);
}

function partsOf(rewrite: FetchRewrite): { path: readonly FetchNodePathSegment[]; change: Change } {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return { path, change: (fields, key) => rename(fields, key, renameKeyTo) };
  }
  const setter = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  if (typeof setter.setValueTo !== 'string') throw new UnsupportedPlan(`the rewrite ${JSON.stringify(rewrite)}`);
  return { path: setter.path, change: (fields, key) => void (fields[key] = setter.setValueTo) };
}

function rename(fields: Fields, from: string, to: string): void {
  if (!(from in fields)) return;
  fields[to] = fields[from];
  delete fields[from];
}

/** Lists have no segment of their own: whatever is done is done to each item. */
function compilePath(path: readonly FetchNodePathSegment[], change: Change, types: TypeConditions): Rewrite {
  const [segment, ...rest] = path;
  if (!segment) throw new UnsupportedPlan('a rewrite of nothing');
  const rewriteFields = compileSegment(segment, rest, change, types);
  const rewrite: Rewrite = (value) => {
    if (Array.isArray(value)) value.forEach(rewrite);
    else if (isFields(value)) rewriteFields(value);
  };
  return rewrite;
}

function compileSegment(
  segment: FetchNodePathSegment,
  rest: readonly FetchNodePathSegment[],
  change: Change,
  types: TypeConditions,
): (fields: Fields) => void {
  if ('TypenameEquals' in segment) {
    const meeting = types.typesMeeting(segment.TypenameEquals);
    const next = compilePath(rest, change, types);
    return (fields) => {
      if (typeof fields.__typename !== 'string' || meeting.has(fields.__typename)) next(fields);
    };
  }
  if (typeof segment.Key !== 'string') throw new UnsupportedPlan(`the path ${JSON.stringify(segment)}`);
  if (rest.length === 0) return (fields) => change(fields, segment.Key);
  const next = compilePath(rest, change, types);
  return (fields) => next(fields[segment.Key]);
}
