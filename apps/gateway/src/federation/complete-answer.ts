import { GraphQLError } from 'graphql';
import type { FieldShape, ObjectShape, ValueShape } from './answer-shape.ts';

type Path = (string | number)[];
type Fields = Record<string, unknown>;

/** An answer as the client gets it. */
export interface CompletedAnswer {
  readonly data: Fields | null;
  readonly errors: readonly GraphQLError[];
}

/**
 * Gives the merged answer of the subgraphs its final form: the client's names in the client's order, null where a value
 * is missing, and no null where the schema promises a value: there the nearest nullable parent becomes null. A hole
 * that no error explains gets one.
 */
export function completeAnswer(root: ObjectShape, data: Fields, errors: readonly GraphQLError[]): CompletedAnswer {
  const completion = new Completion(errors);
  return { data: completion.object(root, data), errors: completion.errors };
}

class Completion {
  readonly errors: GraphQLError[];
  readonly #path: Path = [];

  constructor(errors: readonly GraphQLError[]) {
    this.errors = [...errors];
  }

  object(shape: ObjectShape, object: Fields): Fields | null {
    const fields = shape.fieldsOf(object);
    if (!fields) return null;
    const completed: Fields = {};
    for (const field of fields) {
      this.#path.push(field.responseName);
      const value = this.value(field.value, field.typeName ?? object[field.innerName], field);
      this.#path.pop();
      if (value === null && field.value.isNonNull) return null;
      completed[field.responseName] = value;
    }
    return completed;
  }

  private value(shape: ValueShape, value: unknown, field: FieldShape): unknown {
    const completed = this.nullable(shape, value, field);
    if (completed === null && shape.isNonNull) this.explainHole(field);
    return completed;
  }

  private nullable(shape: ValueShape, value: unknown, field: FieldShape): unknown {
    // A function is none of JSON's values: JavaScript inherits it under the name of a field that is missing.
    if (value === undefined || value === null || typeof value === 'function') return null;
    if (shape.item) return Array.isArray(value) ? this.list(shape.item, value, field) : null;
    if (shape.choices) return shape.choices.chosen(value);
    if (!shape.object) return value;
    return isObject(value) ? this.object(shape.object, value) : null;
  }

  private list(shape: ValueShape, items: readonly unknown[], field: FieldShape): unknown[] | null {
    const completed: unknown[] = [];
    for (const [index, item] of items.entries()) {
      this.#path.push(index);
      const value = this.value(shape, item, field);
      this.#path.pop();
      if (value === null && shape.isNonNull) return null;
      completed.push(value);
    }
    return completed;
  }

  private explainHole({ coordinate }: FieldShape): void {
    if (this.errors.some(({ path }) => path && areOnOnePath(path, this.#path))) return;
    const message = `Cannot return null for non-nullable field ${coordinate}.`;
    this.errors.push(new GraphQLError(message, { path: [...this.#path], extensions: { code: 'NON_NULL_VIOLATION' } }));
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Whether one path leads to the other: then the error there explains the null here. */
function areOnOnePath(one: readonly (string | number)[], other: readonly (string | number)[]): boolean {
  const shorter = Math.min(one.length, other.length);
  return one.slice(0, shorter).every((segment, index) => segment === other[index]);
}
