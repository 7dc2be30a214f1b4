import { decodeCursor, encodeCursor, InvalidCursor } from '@tovar/platform';

export const ID_PART = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
export const WHOLE_NUMBER_PART = /^\d{1,16}$/;
/** Anything that PostgreSQL can compare: it refuses the NUL character. */
export const TEXT_PART = /^[^\0]{0,300}$/;

/** A place in a list. The list's name is part of it: a cursor of another sort, currency or language is refused. */
export function cursorOf(list: string, key: readonly string[]): string {
  return encodeCursor([list, ...key]);
}

/** Reads a cursor back, before any SQL. Throws `InvalidCursor` for one that this list did not give. */
export function keyOfCursor(list: string, cursor: string, parts: readonly RegExp[]): string[] {
  const [of, ...key] = decodeCursor(cursor, 'string', ...parts.map(() => 'string' as const)) as string[];
  const fits = of === list && key.every((value, index) => parts[index]?.test(value));
  if (!fits) throw new InvalidCursor();
  return key;
}
