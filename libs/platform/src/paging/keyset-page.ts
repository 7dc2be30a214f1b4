import { InvalidCursor, InvalidPageSize } from '../errors/platform.errors.ts';

/** No list answers more at once. */
export const LARGEST_PAGE = 100;
export const DEFAULT_PAGE = 20;

/** A page of a list ordered by a unique key, so that it costs the same however deep it is. */
export interface KeysetPage<Item> {
  readonly items: readonly Item[];
  readonly hasNext: boolean;
  /** The cursor of the last item: where the next page begins. */
  readonly endCursor?: string;
}

/** Throws `InvalidPageSize` for anything but a whole number from 1 to 100. */
export function pageSize(asked: number | null | undefined, otherwise = DEFAULT_PAGE): number {
  const size = asked ?? otherwise;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) throw new InvalidPageSize(asked, LARGEST_PAGE);
  return size;
}

/** Query one row more than the page holds: its presence is `hasNext`. */
export function toPage<Item>(rows: readonly Item[], size: number, keyOf: (item: Item) => CursorKey): KeysetPage<Item> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, hasNext: rows.length > size, endCursor: last && encodeCursor(keyOf(last)) };
}

/** The ordering values of an item, the unique one last. */
export type CursorKey = readonly (string | number | null)[];

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `InvalidCursor` unless it holds as many parts as the list is ordered by, each of the given type. */
export function decodeCursor<Types extends readonly ('string' | 'number')[]>(
  cursor: string,
  ...types: Types
): { [Index in keyof Types]: Types[Index] extends 'string' ? string : number } {
  const parts = parse(cursor);
  const fits = parts.length === types.length && parts.every((part, index) => typeof part === types[index]);
  if (!fits) throw new InvalidCursor();
  return parts as never;
}

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
