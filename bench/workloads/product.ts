import { operation, type Workload } from './workload.ts';

const PRODUCT = `query ($slug: String!) {
  product(slug: $slug) {
    id slug name description brand availability
    breadcrumb { slug name }
    attributes { code label text unit }
    pictures { url alt }
    variants { id sku name options { code label text } price { money { amount currency } } availability picture { url } }
  }
}`;

/** A hundred products, each with all its variants. */
export const product: Workload = {
  name: 'product by slug',
  isCacheable: true,
  async requests(shop) {
    const { products } = await shop.graphql<{ products: { nodes: readonly { slug: string }[] } }>(
      '{ products(first: 100) { nodes { slug } } }',
    );
    return products.nodes.map(({ slug }) => operation(PRODUCT, { slug }));
  },
};
