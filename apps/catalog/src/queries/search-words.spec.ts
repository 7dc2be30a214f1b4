import fc from 'fast-check';
import { searchExpression, searchWords } from './search-words.ts';

const expressionsOf = (typed: string): string[] => searchWords(typed).map((word) => searchExpression(word));

describe('what is typed into a search', () => {
  it.each([
    ['red shoe', ["'red'", "'shoe':*"]],
    ['кроссовки для бега', ["'кроссовки'", "'для'", "'бега':*"]],
    ['wi-fi 15.6', ["'wi-fi'", "'15.6':*"]],
    ['  "quoted" & (or) | !not :* ', ["'quoted'", "'or'", "'not':*"]],
    ['e\u0301te\u0301', ["'été':*"]],
  ])('is taken apart: %j', (typed, expressions) => {
    expect(expressionsOf(typed)).toEqual(expressions);
  });

  it('has no word where there is none', () => {
    expect(searchWords(' ?! \u0000 — ')).toEqual([]);
  });

  it('is a dozen words, whatever comes after them', () => {
    expect(searchWords('word '.repeat(40))).toHaveLength(12);
  });

  it('can be asked for in one weight', () => {
    expect(searchWords('red shoe').map((word) => searchExpression(word, 'A'))).toEqual(["'red':A", "'shoe':*A"]);
  });

  it('lets nothing but quoted words into the query language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        for (const expression of expressionsOf(typed)) expect(expression).toMatch(/^'[\p{L}\p{N}.-]+'(:\*)?$/u);
      }),
    );
  });
});
