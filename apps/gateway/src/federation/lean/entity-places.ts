import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { type Fields, isFields } from './fields.ts';
import type { TypeConditions } from './type-conditions.ts';
import { UnsupportedPlan } from './unsupported-plan.ts';

type Found = (entity: Fields) => void;
type FoundAt = (entity: Fields, position: readonly (string | number)[]) => void;
type Segment = { readonly field: string } | { readonly types: ReadonlySet<string> } | 'items';

/** Where in a merged answer the entities of a fetch stand. */
export class EntityPlaces {
  readonly #path: readonly Segment[];

  constructor(path: readonly FlattenNodePathSegment[], types: TypeConditions) {
    this.#path = path.map((segment) => compileSegment(segment, types));
  }

  visit(data: Fields, found: Found): void {
    this.walk(data, 0, found);
  }

  /** The same with their positions, for errors: it costs more. */
  visitPositions(data: Fields, found: FoundAt): void {
    this.walkPositions(data, 0, [], found);
  }

  private walk(value: unknown, index: number, found: Found): void {
    if (typeof value !== 'object' || value === null) return;
    const segment = this.#path[index];
    if (Array.isArray(value)) {
      const next = segment === 'items' ? index + 1 : index;
      for (const item of value) this.walk(item, next, found);
      return;
    }
    const fields = value as Fields;
    if (segment === undefined) found(fields);
    else if (segment === 'items') return;
    else if ('field' in segment) this.walk(fields[segment.field], index + 1, found);
    else if (meets(fields, segment.types)) this.walk(fields, index + 1, found);
  }

  private walkPositions(value: unknown, index: number, at: readonly (string | number)[], found: FoundAt): void {
    const segment = this.#path[index];
    if (Array.isArray(value)) {
      const next = segment === 'items' ? index + 1 : index;
      for (const [place, item] of value.entries()) this.walkPositions(item, next, [...at, place], found);
      return;
    }
    if (!isFields(value) || segment === 'items') return;
    if (segment === undefined) found(value, at);
    else if ('field' in segment) this.walkPositions(value[segment.field], index + 1, [...at, segment.field], found);
    else if (meets(value, segment.types)) this.walkPositions(value, index + 1, at, found);
  }
}

function compileSegment(segment: FlattenNodePathSegment, types: TypeConditions): Segment {
  if (segment === '@') return 'items';
  if ('Field' in segment) return { field: segment.Field };
  if ('TypeCondition' in segment) return { types: types.typesMeeting(segment.TypeCondition) };
  throw new UnsupportedPlan(`the path ${JSON.stringify(segment)}`);
}

/** An object that does not say its type can only be of the one that was asked for. */
function meets({ __typename }: Fields, types: ReadonlySet<string>): boolean {
  return typeof __typename !== 'string' || types.has(__typename);
}
