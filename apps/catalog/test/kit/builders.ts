import { v7 as uuidv7 } from 'uuid';

/** The body of a request for a new product; whatever is not given is something unremarkable. */
export function aNewProduct(given: Readonly<Record<string, unknown>> & { variants?: readonly object[] } = {}) {
  const article = uuidv7().slice(-12);
  return {
    slug: `thing-${article}`,
    name: { en: `Thing ${article}`, ru: `Вещь ${article}` },
    description: { en: 'Useful for everything.', ru: 'Годится на всё.' },
    brand: 'Plain',
    status: 'PUBLISHED',
    ...given,
    variants: (given.variants ?? [{}]).map(aNewVariant),
  };
}

export function aNewVariant(given: object = {}) {
  const sku = `SKU-${uuidv7().slice(-12)}`;
  return {
    sku,
    name: { en: `Thing ${sku}`, ru: `Вещь ${sku}` },
    weightGrams: 100,
    prices: [{ amount: '1000', currency: 'EUR' }],
    stockOnHand: 10,
    ...given,
  };
}
