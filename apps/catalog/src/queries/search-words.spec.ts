import fc from 'fast-check';
import { searchExpression } from './search-words.ts';

describe('searchExpression', () => {
  it.each([
    ['red shoe', "'red' & 'shoe':*"],
    ['кроссовки для бега', "'кроссовки' & 'для' & 'бега':*"],
    ['wi-fi 15.6', "'wi-fi' & '15.6':*"],
    ['  "quoted" & (or) | !not :* ', "'quoted' & 'or' & 'not':*"],
    ['e\u0301te\u0301', "'été':*"],
  ])('turns %j into %s', (typed, expression) => {
    expect(searchExpression(typed)).toBe(expression);
  });

  it('finds no word where there is none', () => {
    expect(searchExpression(' ?! \u0000 — ')).toBeUndefined();
  });

  it('takes a dozen words, whatever comes after them', () => {
    expect(searchExpression('word '.repeat(40))?.split('&')).toHaveLength(12);
  });

  it('lets nothing but quoted words into the query language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        expect(searchExpression(typed) ?? "'a':*").toMatch(/^'[\p{L}\p{N}.-]+'( & '[\p{L}\p{N}.-]+')*:\*$/u);
      }),
    );
  });
});
