import { demoShop, type DemoAttribute, type DemoProduct } from '../src/index.ts';

/** The first third of a medium shop: some of every category, and enough variants to see distributions. */
export function someProducts(): DemoProduct[] {
  const products: DemoProduct[] = [];
  for (const product of demoShop({ seed: 2026, size: 'medium' }).products()) {
    products.push(product);
    if (products.length === 700) break;
  }
  return products;
}

export function ofType(products: readonly DemoProduct[], type: string): DemoProduct[] {
  return products.filter((product) => product.type === type);
}

export function attributeOf(product: DemoProduct, code: string): DemoAttribute {
  const found = product.attributes.find((attribute) => attribute.code === code);
  if (!found) throw new ReferenceError(`${product.slug} has no attribute ${code}.`);
  return found;
}

export function numberOf(product: DemoProduct, code: string): number {
  return Number(attributeOf(product, code).value);
}
