import { type Figure, figureTable, isMet } from './figure.ts';

const aFigure = (changed: Partial<Figure>): Figure => ({
  what: 'reads',
  value: 0.7,
  unit: '×',
  of: '70/s',
  ...changed,
});

describe('a figure of the distributed shop', () => {
  it.each([
    [0.7, { atLeast: 0.7 }, true],
    [0.69, { atLeast: 0.7 }, false],
    [1_000, { atMost: 1_000 }, true],
    [1_001, { atMost: 1_000 }, false],
    [Number.NaN, { atLeast: 0 }, false],
    [Number.NaN, { atMost: 1 }, false],
  ])('of %d is what is asked by %j: %s', (value, asked, met) => {
    expect(isMet(aFigure({ value, asked }))).toBe(met);
  });

  it('is neither met nor missed where nothing is asked', () => {
    expect(isMet(aFigure({}))).toBeUndefined();
  });

  it('says in the table what it is, what is asked, and what it was made of', () => {
    const figures = [
      aFigure({ asked: { atLeast: 0.7 } }),
      aFigure({ what: 'slower for', value: 1_200, unit: 'ms', asked: { atMost: 1_000 }, of: '3 kills' }),
      aFigure({ what: 'lost', value: 12.34, unit: '%' }),
    ];
    const cells = figureTable(figures)
      .split('\n')
      .slice(2)
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(cells.map((line) => line.slice(1, 6))).toEqual([
      ['reads', '× 0.70', '≥ 0.7 ×', 'met', '70/s'],
      ['slower for', '1200 ms', '≤ 1000 ms', 'MISSED', '3 kills'],
      ['lost', '12.3 %', '', '', '70/s'],
    ]);
  });
});
