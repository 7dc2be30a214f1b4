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

/** The ordering values of an item, the unique one last; none of them null, since nothing comes after null in SQL. */
export type CursorKey = readonly (string | number)[];

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a part of a cursor must be: a forged one may reach SQL as nothing else. */
export type CursorPart = keyof typeof PART;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

const PART = {
  /** PostgreSQL cannot hold U+0000 in a text. */
  string: (part: unknown) => typeof part === 'string' && !part.includes('\0'),
  number: (part: unknown) => Number.isFinite(part),
  uuid: (part: unknown) => typeof part === 'string' && UUID.test(part),
  /** RFC 3339. */
  moment: (part: unknown) => typeof part === 'string' && MOMENT.test(part) && !Number.isNaN(Date.parse(part)),
};

/** Throws `InvalidCursor` unless it holds as many parts as the list is ordered by, each of the given type. */
export function decodeCursor<Parts extends readonly CursorPart[]>(
  cursor: string,
  ...types: Parts
): { [Index in keyof Parts]: Parts[Index] extends 'number' ? number : string } {
  const parts = parse(cursor);
  const fits = parts.length === types.length && types.every((type, index) => PART[type](parts[index]));
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
