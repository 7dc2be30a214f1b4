import { demoShop } from '../src/index.ts';
import { someProducts } from './some-products.ts';

describe('demo product types', () => {
  const { productTypes } = demoShop({ seed: 2026, size: 'medium' });

  it('have codes and ids of their own', () => {
    expect(new Set(productTypes.map(({ code }) => code)).size).toBe(productTypes.length);
    expect(new Set(productTypes.map(({ id }) => id)).size).toBe(productTypes.length);
  });

  it('know every attribute of their products, its kind, unit and choices', () => {
    const types = new Map(productTypes.map((type) => [type.id, type]));
    for (const product of someProducts()) {
      const type = types.get(product.typeId);
      expect(type?.code).toBe(product.type);
      expect(product.attributes.map(({ code, kind, label }) => ({ code, kind, label }))).toEqual(
        type?.attributes.map(({ code, kind, label }) => ({ code, kind, label })),
      );
      for (const attribute of product.attributes) {
        const known = type?.attributes.find(({ code }) => code === attribute.code);
        if (attribute.kind === 'number') expect(known?.unit).toEqual(attribute.unit);
        if (attribute.kind !== 'choice' && attribute.kind !== 'colour') continue;
        expect(known?.choices).toContainEqual(expect.objectContaining({ code: attribute.value, name: attribute.text }));
      }
    }
  });
});
