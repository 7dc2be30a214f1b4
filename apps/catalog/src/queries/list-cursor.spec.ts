import { InvalidCursor } from '@tovar/platform';
import fc from 'fast-check';
import { cursorOf, ID_PART, keyOfCursor, TEXT_PART, WHOLE_NUMBER_PART } from './list-cursor.ts';

const ID = '0190a5d8-0000-7000-8000-000000000000';

describe('a cursor', () => {
  it('gives back the key that it was made of', () => {
    const cursor = cursorOf('by name', ['Ёлка "A"', ID]);
    expect(keyOfCursor('by name', cursor, [TEXT_PART, ID_PART])).toEqual(['Ёлка "A"', ID]);
  });

  it('belongs to one list', () => {
    expect(() => keyOfCursor('by price', cursorOf('by name', [ID]), [ID_PART])).toThrow(InvalidCursor);
  });

  it.each([
    ['too many parts', [ID, ID]],
    ['too few parts', []],
    ['no id', ['1 OR 1=1']],
  ])('is refused with %s', (_, key) => {
    expect(() => keyOfCursor('list', cursorOf('list', key), [ID_PART])).toThrow(InvalidCursor);
  });

  it('is refused with a number that no column holds, or a character that no text holds', () => {
    expect(() => keyOfCursor('list', cursorOf('list', ['12345678901234567']), [WHOLE_NUMBER_PART])).toThrow(
      InvalidCursor,
    );
    expect(() => keyOfCursor('list', cursorOf('list', ['a\u0000']), [TEXT_PART])).toThrow(InvalidCursor);
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => keyOfCursor('list', text, [ID_PART])).toThrow(InvalidCursor);
      }),
    );
  });
});
