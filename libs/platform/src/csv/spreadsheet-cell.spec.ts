import fc from 'fast-check';
import { quoteCell, unquoteCell } from './spreadsheet-cell.ts';

const aText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', ' ', 'a') }),
);

describe('[INJ-04] a cell of a file for spreadsheets', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', "'=1", "''+1"])(
    'is no formula for a spreadsheet: %j',
    (text) => {
      expect(quoteCell(text)).toBe(`'${text}`);
    },
  );

  it('is read again as it was, whatever it was', () => {
    fc.assert(fc.property(aText, (text) => unquoteCell(quoteCell(text)) === text));
  });

  it.each(["'n Sync", '5 - 1', 'a=b', ''])('is left alone when it is harmless: %j', (text) => {
    expect([quoteCell(text), unquoteCell(text)]).toEqual([text, text]);
  });
});
