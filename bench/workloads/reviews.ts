import { logIn } from '../../e2e/support/person.ts';
import type { BenchRequest } from '../load.ts';
import type { ShopUnderTest } from '../shop-under-test.ts';
import { operation, type Workload } from './workload.ts';

const PAGE = `query ($slug: String!) {
  product(slug: $slug) {
    id slug name description availability
    variants { id sku name price { money { amount currency } } availability }
    rating { average count distribution { stars count } }
    reviews(first: 10) {
      nodes { id rating title text isVerifiedBuyer likeCount commentCount createdAt author { displayName } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`;
const LIKE = 'mutation ($id: ID!) { likeReview(id: $id) { review { likeCount } errors { code } } }';
const UNLIKE = 'mutation ($id: ID!) { unlikeReview(id: $id) { review { likeCount } errors { code } } }';
const COMMENT = `mutation ($input: AddCommentInput!) {
  addComment(input: $input) { comment { id } errors { code } }
}`;

/** A hundred products as their own pages show them: with what people say of them, and who says it. */
export const productWithReviews: Workload = {
  name: 'product page with 10 reviews',
  isCacheable: false,
  requests: async (shop) => (await reviewed(shop)).map(({ slug }) => operation(PAGE, { slug })),
};

/** One person likes what a hundred others wrote, and thinks better of it. */
export const likes: Workload = {
  name: 'like a review, and back',
  isCacheable: false,
  async requests(shop) {
    const asCustomer = await customer(shop);
    const ids = (await reviewed(shop)).flatMap(({ reviews }) => reviews.nodes.map(({ id }) => id)).slice(0, 100);
    return ids.flatMap((id) => [asCustomer(operation(LIKE, { id })), asCustomer(operation(UNLIKE, { id }))]);
  },
};

/** One person has something to say to all of them. */
export const comments: Workload = {
  name: 'comment on a review',
  isCacheable: false,
  async requests(shop) {
    const asCustomer = await customer(shop);
    const ids = (await reviewed(shop)).flatMap(({ reviews }) => reviews.nodes.map(({ id }) => id)).slice(0, 100);
    return ids.map((reviewId) => asCustomer(operation(COMMENT, { input: { reviewId, text: 'Is it loud?' } })));
  },
};

interface Reviewed {
  readonly slug: string;
  readonly reviews: { readonly nodes: readonly { readonly id: string }[] };
}

async function reviewed(shop: ShopUnderTest): Promise<readonly Reviewed[]> {
  const { products } = await shop.graphql<{ products: { nodes: readonly Reviewed[] } }>(
    '{ products(first: 100, filter: { minRating: 1 }) { nodes { slug reviews(first: 10) { nodes { id } } } } }',
  );
  return products.nodes;
}

/** Says who asks. */
async function customer(shop: ShopUnderTest): Promise<(request: BenchRequest) => BenchRequest> {
  const { accessToken } = await logIn(shop.url, await shop.login('customer'));
  const authorization = `Bearer ${accessToken}`;
  return (request) => ({ ...request, headers: { ...request.headers, authorization } });
}
