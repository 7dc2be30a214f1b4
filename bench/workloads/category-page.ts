import type { ShopUnderTest } from '../shop-under-test.ts';
import { CARD, operation, type Workload } from './workload.ts';

const PAGE_SIZE = 24;
const FAR_PAGE = 200;
const PAGE = `query ($category: String, $after: String) {
  products(category: $category, first: ${PAGE_SIZE}, after: $after) {
    nodes { ${CARD} }
    pageInfo { endCursor hasNextPage }
  }
}`;
const CURSOR = `query ($after: String) {
  products(first: ${PAGE_SIZE}, after: $after) { pageInfo { endCursor hasNextPage } }
}`;

/** The first pages of all departments. */
export const categoryPage: Workload = {
  name: 'category page of 24',
  isCacheable: true,
  async requests(shop) {
    const { categories } = await shop.graphql<{ categories: readonly { slug: string }[] }>('{ categories { slug } }');
    return categories.map(({ slug }) => operation(PAGE, { category: slug }));
  },
};

/** The first page of the whole shop: what page 200 is compared with. */
export const firstPage: Workload = {
  name: 'page 1 of the shop',
  isCacheable: true,
  requests: async () => [operation(PAGE)],
};

export const farPage: Workload = {
  name: `page ${FAR_PAGE} of the shop`,
  isCacheable: true,
  requests: async (shop) => [operation(PAGE, { after: await endOfPage(FAR_PAGE - 1, shop) })],
};

interface PageEnd {
  readonly products: { readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean } };
}

/** There are no offsets: whoever wants page 200 has turned 199. */
async function endOfPage(number: number, shop: ShopUnderTest): Promise<string> {
  let after: string | undefined;
  for (let page = 1; page <= number; page += 1) {
    const { products } = await shop.graphql<PageEnd>(CURSOR, { after });
    if (!products.pageInfo.hasNextPage) throw new Error(`The shop has only ${page} pages.`);
    after = products.pageInfo.endCursor;
  }
  return after ?? '';
}
