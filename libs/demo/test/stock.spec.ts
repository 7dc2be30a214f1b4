import { someProducts } from './some-products.ts';

describe('demo stock', () => {
  const stock = someProducts()
    .filter(({ slug }) => !slug.startsWith('flash-sale-'))
    .flatMap(({ variants }) => variants.map(({ stockOnHand }) => stockOnHand));
  const available = stock.filter((units) => units > 0).toSorted((a, b) => b - a);
  const sum = (units: readonly number[]): number => units.reduce((total, each) => total + each, 0);

  it('is sold out for about 4 % of the variants', () => {
    const soldOut = (stock.length - available.length) / stock.length;
    expect(soldOut).toBeGreaterThan(0.03);
    expect(soldOut).toBeLessThan(0.05);
  });

  it('follows Pareto: a fifth of the variants holds most of the units', () => {
    const held = sum(available.slice(0, available.length / 5)) / sum(available);
    expect(held).toBeGreaterThan(0.6);
    expect(held).toBeLessThan(0.9);
  });

  it('thins out with the power 8/7', () => {
    const atLeast = (units: number): number => available.filter((each) => each >= units).length / available.length;
    expect(atLeast(40)).toBeCloseTo(0.1 ** (8 / 7), 1.7);
    expect(atLeast(400)).toBeCloseTo(0.01 ** (8 / 7), 2);
    expect(available.at(-1)).toBe(4);
  });
});
