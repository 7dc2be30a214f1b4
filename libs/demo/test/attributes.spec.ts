import { attributeOf, someProducts, numberOf, ofType } from './some-products.ts';

describe('demo attributes', () => {
  const products = someProducts();

  it('come in all five kinds, numbers with their units', () => {
    const kinds = new Set(products.flatMap(({ attributes }) => attributes.map(({ kind }) => kind)));
    expect([...kinds].toSorted()).toEqual(['boolean', 'choice', 'colour', 'date', 'number']);
    const [laptop] = ofType(products, 'laptop');
    expect(laptop && attributeOf(laptop, 'weight')).toMatchObject({ kind: 'number', unit: { code: 'kg' } });
  });

  it('have the same codes for all products of a type', () => {
    const codesByType = new Map<string, Set<string>>();
    for (const { type, attributes } of products) {
      const codes = attributes.map(({ code }) => code).join(' ');
      codesByType.set(type, (codesByType.get(type) ?? new Set()).add(codes));
    }
    for (const codes of codesByType.values()) expect(codes.size).toBe(1);
  });

  it('let a laptop’s weight grow with its screen', () => {
    for (const laptop of ofType(products, 'laptop')) {
      const screen = numberOf(laptop, 'screen');
      expect(numberOf(laptop, 'weight') / (screen * screen)).toBeGreaterThan(0.0071);
      expect(numberOf(laptop, 'weight') / (screen * screen)).toBeLessThan(0.0085);
    }
  });

  it('let filling keep a jacket warmer than a bare shell, and down warmer still', () => {
    const warmth = (insulation: string): number[] =>
      ofType(products, 'jacket')
        .filter((jacket) => attributeOf(jacket, 'insulation').value === insulation)
        .map((jacket) => numberOf(jacket, 'warm-to'));
    expect(Math.max(...warmth('down'))).toBeLessThan(Math.min(...warmth('synthetic')));
    expect(Math.max(...warmth('synthetic'))).toBeLessThan(Math.min(...warmth('none')));
  });

  it('never claim that aluminium works on induction', () => {
    const claims = ofType(products, 'frying-pan').filter(
      (pan) => attributeOf(pan, 'material').value === 'aluminium' && attributeOf(pan, 'induction').value === true,
    );
    expect(claims).toEqual([]);
  });

  it('follow the category: women’s T-shirts are for women', () => {
    const audiences = products
      .filter(({ slug }) => /-tsw\d+$/.test(slug))
      .map((product) => attributeOf(product, 'audience').value);
    expect(new Set(audiences)).toEqual(new Set(['women']));
  });

  it('date the release before the shop began to sell it', () => {
    for (const product of ofType(products, 'smartphone')) {
      const released = Date.parse(String(attributeOf(product, 'released').value));
      expect(released).toBeLessThan(product.createdAt.getTime());
    }
  });

  it('make a larger variant heavier', () => {
    for (const { variants } of ofType(products, 'dumbbells')) {
      const grams = variants.map(({ weightGrams }) => weightGrams);
      expect(grams).toEqual(grams.toSorted((a, b) => a - b));
      expect(new Set(grams).size).toBe(grams.length);
    }
  });

  it('offer variants for exactly the combinations of the options', () => {
    const incomplete = products.filter(({ options, variants }) => {
      const combinations = options.reduce((count, { values }) => count * values.length, 1);
      const chosen = new Set(variants.map((variant) => JSON.stringify(variant.options)));
      return chosen.size !== combinations || variants.length !== combinations;
    });
    expect(incomplete).toEqual([]);
  });
});
