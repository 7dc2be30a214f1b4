import { edit, lowestPrices, newPrices, type Product, type Variant, type VariantPrice } from './product.ts';

const euros = (amountMinor: bigint): VariantPrice => ({ currency: 'EUR', amountMinor, taxIncluded: true });
const yen = (amountMinor: bigint): VariantPrice => ({ currency: 'JPY', amountMinor, taxIncluded: true });

const aVariant = (given: Partial<Variant> = {}): Variant => ({
  id: 'red',
  sku: 'LAMP-RED',
  name: { en: 'Red lamp', ru: 'Красная лампа' },
  options: [],
  weightGrams: 100,
  isEnabled: true,
  position: 0,
  picturePosition: null,
  prices: [euros(1_000n)],
  ...given,
});

const aProduct = (given: Partial<Product> = {}): Product => ({
  id: 'lamp',
  slug: 'lamp',
  categoryId: 'lamps',
  name: { en: 'Lamp', ru: 'Лампа' },
  description: { en: 'Shines.', ru: 'Светит.' },
  brand: 'Plain',
  typeId: null,
  taxCategory: 'STANDARD',
  attributes: [],
  status: 'PUBLISHED',
  version: 3,
  createdAt: new Date(0),
  variants: [aVariant()],
  ...given,
});

describe('edit', () => {
  it('changes what is named, and the version', () => {
    expect(edit(aProduct(), { brand: 'Bright' })).toEqual(aProduct({ brand: 'Bright', version: 4 }));
  });

  it('takes undefined for "not named"', () => {
    expect(edit(aProduct(), { brand: undefined }).brand).toBe('Plain');
  });

  it('changes a price and leaves those in other currencies', () => {
    const product = aProduct({ variants: [aVariant({ prices: [euros(1_000n), yen(1_600n)] })] });
    const { variants } = edit(product, { changeVariants: [{ id: 'red', prices: [euros(900n)] }] });
    expect(variants[0]?.prices).toEqual([yen(1_600n), euros(900n)]);
  });

  it('adds variants behind those that are there', () => {
    const product = aProduct({ variants: [aVariant(), aVariant({ id: 'blue', position: 5 })] });
    const { variants } = edit(product, { addVariants: [aVariant({ id: 'green' }), aVariant({ id: 'pink' })] });
    expect(variants.map(({ id, position }) => [id, position])).toEqual([
      ['red', 0],
      ['blue', 5],
      ['green', 6],
      ['pink', 7],
    ]);
  });

  it('refuses the variant of another product', () => {
    expect(() => edit(aProduct(), { changeVariants: [{ id: 'sofa', isEnabled: false }] })).toThrow('no variant');
  });
});

describe('lowestPrices', () => {
  it('has one price for each currency, of variants that are sold', () => {
    const variants = [
      aVariant({ prices: [euros(1_200n), yen(1_600n)] }),
      aVariant({ prices: [euros(1_000n)] }),
      aVariant({ prices: [euros(1n), { ...yen(1n), currency: 'KWD' }], isEnabled: false }),
    ];
    expect(lowestPrices(variants)).toEqual([euros(1_000n), yen(1_600n)]);
  });
});

describe('newPrices', () => {
  it('has an entry for each price that differs', () => {
    const before = [aVariant({ prices: [euros(1_000n), yen(1_600n)] })];
    const after = [
      aVariant({ prices: [euros(1_000n), yen(1_500n)] }),
      aVariant({ id: 'blue', prices: [euros(1_000n)] }),
    ];
    expect(newPrices(before, after)).toEqual([
      { ...yen(1_500n), variantId: 'red' },
      { ...euros(1_000n), variantId: 'blue' },
    ]);
  });

  it('counts a change of tax as a change', () => {
    const net = { ...euros(1_000n), taxIncluded: false };
    expect(newPrices([aVariant()], [aVariant({ prices: [net] })])).toEqual([{ ...net, variantId: 'red' }]);
  });
});
