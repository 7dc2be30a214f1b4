import type { ObjectShape, ValueShape } from '../answer-shape.ts';
import { type Fields, isFields } from './fields.ts';

/**
 * A value as JSON; null for what is missing or cannot stand there; undefined when there is a null below that the schema
 * forbids up to here.
 */
type Write = (value: unknown) => string | null | undefined;

interface WrittenField {
  readonly key: string;
  /** The response name as JSON, with all that stands before the value. */
  readonly before: string;
  readonly write: Write;
}

/** Undefined when the answer has a null where the schema promises a value. */
export type WriteAnswer = (data: Fields) => string | undefined;

/** Writes a merged answer as the client gets it: its names in its order, null where a value is missing. */
export function compileWriter(shape: ObjectShape): WriteAnswer {
  const write = objectWriter(shape);
  return (data) => write(data) ?? undefined;
}

function objectWriter(shape: ObjectShape): Write {
  const byType = new Map<readonly unknown[], readonly WrittenField[]>();
  const fieldsOf = (object: Fields): readonly WrittenField[] | undefined => {
    const asked = shape.fieldsOf(object);
    if (!asked) return undefined;
    const known = byType.get(asked);
    if (known) return known;
    const fields = asked.map(({ responseName, innerName, value, typeName }, index) => ({
      key: innerName,
      before: `${index === 0 ? '' : ','}"${responseName}":`,
      write: typeName === undefined ? valueWriter(value) : () => `"${typeName}"`,
    }));
    byType.set(asked, fields);
    return fields;
  };
  return (value) => {
    if (!isFields(value)) return null;
    const fields = fieldsOf(value);
    if (!fields) return null;
    let text = '{';
    for (const { key, before, write } of fields) {
      const written = write(value[key]);
      if (written === undefined) return undefined;
      text += before + (written ?? 'null');
    }
    return `${text}}`;
  };
}

function valueWriter(shape: ValueShape): Write {
  const write = nullableWriter(shape);
  return shape.isNonNull ? (value) => write(value) ?? undefined : write;
}

function nullableWriter({ item, object, choices }: ValueShape): Write {
  if (item) return listWriter(valueWriter(item));
  if (object) return objectWriter(object);
  return choices ? (value) => leafText(choices.chosen(value)) : leafText;
}

function listWriter(write: Write): Write {
  return (value) => {
    if (!Array.isArray(value)) return null;
    let text = '[';
    for (let index = 0; index < value.length; index++) {
      const written = write(value[index]);
      if (written === undefined) return undefined;
      text += index === 0 ? (written ?? 'null') : `,${written ?? 'null'}`;
    }
    return `${text}]`;
  };
}

const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;
const LONGEST_PLAIN = 500;

function leafText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  // Most texts need no escape; a long one is faster to escape than to look through.
  if (typeof value === 'string' && value.length < LONGEST_PLAIN && PLAIN.test(value)) return `"${value}"`;
  return JSON.stringify(value) ?? null;
}
