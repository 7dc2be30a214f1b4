import type { ShopClient } from '@tovar/all-in-one';

interface Found {
  readonly products: {
    readonly nodes: readonly {
      readonly slug: string;
      readonly variants: readonly { id: string; availability: string }[];
    }[];
  };
}

const PAGE = '{ products(first: 50) { nodes { slug variants { id availability } } } }';

/** The item of which there are exactly ten. */
export async function flashSaleVariant(shop: ShopClient): Promise<string> {
  const { products } = await shop.graphql<Found>(PAGE);
  const id = products.nodes.find(({ slug }) => slug.startsWith('flash-sale'))?.variants[0]?.id;
  if (!id) throw new Error('There is no flash sale.');
  return id;
}

/** Something of which there is plenty, other than the flash sale; the `index`-th, so that tests do not meet. */
export async function plentifulVariant(shop: ShopClient, index = 0): Promise<string> {
  const { products } = await shop.graphql<Found>(PAGE);
  const inStock = products.nodes
    .filter(({ slug }) => !slug.startsWith('flash-sale'))
    .flatMap(({ variants }) => variants.filter(({ availability }) => availability === 'IN_STOCK').slice(0, 1));
  const variant = inStock[index];
  if (!variant) throw new Error(`There are only ${inStock.length} products in stock.`);
  return variant.id;
}
