import { InvalidCursor, InvalidPageSize } from '../errors/platform.errors.ts';
import { decodeCursor, encodeCursor, pageSize, toPage } from './keyset-page.ts';

const ID = '0190a5d8-0000-7000-8000-000000000000';

describe('the size of a page', () => {
  it('is what is asked for, or the usual one', () => {
    expect([pageSize(1), pageSize(100), pageSize(undefined), pageSize(null), pageSize(undefined, 50)]).toEqual([
      1, 100, 20, 20, 50,
    ]);
  });

  it.each([0, -1, 101, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is not %d', (asked) => {
    expect(() => pageSize(asked)).toThrow(InvalidPageSize);
  });
});

describe('a page', () => {
  const keyOf = (item: { id: string }) => [item.id];
  const items = ['a', 'b', 'c'].map((id) => ({ id }));

  it('has a next one when one row more was found, and does not show that row', () => {
    const page = toPage(items, 2, keyOf);
    expect(page).toEqual({ items: items.slice(0, 2), hasNext: true, endCursor: encodeCursor(['b']) });
  });

  it('has no next one when there are no more rows', () => {
    expect(toPage(items, 3, keyOf)).toMatchObject({ hasNext: false, items });
  });

  it('has no cursor when it is empty', () => {
    expect(toPage([], 3, keyOf)).toEqual({ items: [], hasNext: false, endCursor: undefined });
  });
});

describe('a cursor', () => {
  it('gives back the key that it was made from', () => {
    const key = ['Платье "красное"', 12.5, '2026-11-21T10:00:00.000Z', ID] as const;
    expect(decodeCursor(encodeCursor(key), 'string', 'number', 'moment', 'uuid')).toEqual(key);
  });

  it('can stand in an address as it is', () => {
    expect(encodeCursor(['ÿþ>?', 1])).toMatch(/^[\w-]+$/);
  });

  it.each([
    '',
    'not base64 %%%',
    Buffer.from('not JSON').toString('base64url'),
    Buffer.from('{"a":1}').toString('base64url'),
    'null',
  ])('is refused when it is none: %j', (cursor) => {
    expect(() => decodeCursor(cursor, 'string')).toThrow(InvalidCursor);
  });

  it.each([
    ['too few parts', encodeCursor(['a']), ['string', 'uuid']],
    ['too many parts', encodeCursor(['a', ID]), ['string']],
    ['a text for a number', encodeCursor(['1']), ['number']],
    ['a number for a text', encodeCursor([1]), ['string']],
    ['a number without end', Buffer.from('[1e999]').toString('base64url'), ['number']],
    ['null', Buffer.from('[null]').toString('base64url'), ['string']],
    ['a list', Buffer.from('[["a"]]').toString('base64url'), ['string']],
    ['a text for an id', encodeCursor(["' OR 1=1 --"]), ['uuid']],
    ['a text for a moment', encodeCursor(['yesterday']), ['moment']],
    ['a day that is none', encodeCursor(['2026-13-45T10:00:00Z']), ['moment']],
    ['a character that no database holds', encodeCursor(['a\0b']), ['string']],
  ] as const)('is refused with %s', (_what, cursor, types) => {
    expect(() => decodeCursor(cursor, ...types)).toThrow(InvalidCursor);
  });
});
