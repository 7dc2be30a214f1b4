import { freePort } from '@tovar/platform/engines';
import { drawn, waitFor } from '@tovar/testing';
import { Buyer } from './support/buyer.ts';
import type { RawClient } from './support/raw-client.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const PASSWORD = 'a long word for the test';
const UNREVIEWED = `{ products(first: 60) {
  nodes { id slug rating { count } variants { id availability price { money { amount } } } }
} }`;
const PAGE = `query ($slug: String!) {
  product(slug: $slug) {
    name variants { id availability price { money { amount } } }
    rating { average count }
    reviews(first: 10) {
      nodes {
        id title isVerifiedBuyer likeCount commentCount author { displayName } pictures { url(size: SMALL) }
        comments { nodes { text isByStaff author { displayName } replies { nodes { text } } } }
      }
    }
  }
}`;
const BEST = '{ products(filter: { minRating: 5 }, sort: RATING, first: 100) { nodes { slug } } }';
const WRITE = `mutation ($input: WriteReviewInput!) {
  writeReview(input: $input) { review { id version status } errors { code } }
}`;
const COMMENT = `mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { code } } }`;

interface Unreviewed {
  readonly id: string;
  readonly slug: string;
  readonly rating: { readonly count: number };
  readonly variants: readonly { id: string; availability: string; price: object | null }[];
}

describe('a review', () => {
  let shop: WholeShop;
  let buyer: RawClient;
  let reader: RawClient;
  let moderator: RawClient;
  let accessToken: string;
  let product: Unreviewed;
  let reviewId: string;

  beforeAll(async () => {
    // The payment provider has to find the way back.
    shop = await startWholeShop({ PORT: String(await freePort()) });
    const person = (name: string, role: string): Promise<RawClient> =>
      shop.person({ email: `${name}@example.com`, password: PASSWORD, displayName: name, roles: [role] });
    buyer = await person('Berta', 'customer');
    reader = await person('Rita', 'customer');
    moderator = await person('Mona', 'moderator');
    const login = { email: 'berta@example.com', password: PASSWORD };
    accessToken = (await shop.guest.sendJson('POST', '/api/v1/sessions', login)).body.accessToken as string;
    const manager = await person('Manfred', 'manager');
    const rules = { whoMayReview: 'BUYERS' };
    expect((await manager.sendJson('PATCH', '/api/v1/review-rules', rules, { 'if-match': '"1"' })).status).toBe(200);
    const { nodes } = (await shop.guest.graphql(UNREVIEWED)).body.data.products as { nodes: Unreviewed[] };
    const isFit = ({ rating, variants: [variant] }: Unreviewed): boolean =>
      rating.count === 0 && variant?.availability === 'IN_STOCK' && variant.price !== null;
    product = nodes.find(isFit) ?? ({} as Unreviewed);
  });
  afterAll(() => shop.stop());

  const page = async (client = shop.guest) => (await client.graphql(PAGE, { slug: product.slug })).body.data.product;
  const isBest = async (): Promise<boolean> =>
    (await shop.guest.graphql(BEST)).body.data.products.nodes.some(({ slug }: Unreviewed) => slug === product.slug);
  const write = (client: RawClient) => {
    const words = { rating: 5, title: 'Just right', text: 'I have been using it every day.' };
    return client.graphql(WRITE, { input: { productId: product.id, ...words } });
  };

  it('[FLOW-01] is refused to whoever has not bought, and taken once the order is paid', async () => {
    await waitFor('reviews to know the product', async () => {
      const { body } = await write(reader);
      return body.data?.writeReview?.errors[0]?.code === 'NOT_BOUGHT';
    });
    const customer = new Buyer(shop.url, accessToken);
    const placed = await customer.order(product.variants[0]?.id ?? '', 1);
    await customer.pay(placed);
    await customer.seesStatus(placed, 'PAID');
    const { review } = await waitFor('reviews to hear of the purchase', async () => {
      const { writeReview } = (await write(buyer)).body.data;
      return writeReview.review !== null && writeReview;
    });
    expect(review.status).toBe('PENDING');
    reviewId = review.id as string;
    expect((await write(buyer)).body.data.writeReview.errors).toEqual([{ code: 'ALREADY_REVIEWED' }]);
  });

  it('has a picture, and is seen by nobody before a moderator has looked', async () => {
    const picture = await drawn(800, 600).png();
    const added = await fetch(`${shop.url}/api/v1/reviews/${reviewId}/pictures`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'image/png' },
      body: new Uint8Array(picture),
    });
    expect(added.status).toBe(201);
    expect(await page()).toMatchObject({ rating: { average: null, count: 0 }, reviews: { nodes: [] } });
    expect(await isBest()).toBe(false);
    expect((await reader.send(`/api/v1/reviews/${reviewId}`)).status).toBe(404);
  });

  it('is approved, and then everybody sees it: on the page, in the numbers, in lists by rating', async () => {
    const queue = '{ reviewsToModerate(first: 100) { nodes { id version pictures { id } } } }';
    const { nodes } = (await moderator.graphql(queue)).body.data.reviewsToModerate as {
      nodes: { id: string; version: number; pictures: object[] }[];
    };
    const waiting = nodes.find(({ id }) => id === reviewId);
    expect(waiting?.pictures).toHaveLength(1);
    const decision = { input: { id: reviewId, expectedVersion: waiting?.version } };
    const approve = `mutation ($input: ApprovalInput!) { approveReview(input: $input) { errors { code } } }`;
    expect((await moderator.graphql(approve, decision)).body.data.approveReview.errors).toEqual([]);
    await waitFor('the list by rating', isBest);
    const seen = await waitFor('the page', async () => {
      const found = await page();
      return found.rating.count === 1 && found;
    });
    expect(seen).toMatchObject({
      rating: { average: 5, count: 1 },
      reviews: { nodes: [{ id: reviewId, isVerifiedBuyer: true, author: { displayName: 'Berta' } }] },
    });
    const picture = await fetch(shop.url + seen.reviews.nodes[0].pictures[0].url);
    expect([
      picture.status,
      picture.headers.get('content-type'),
      picture.headers.get('x-content-type-options'),
    ]).toEqual([200, 'image/webp', 'nosniff']);
  });

  it('is answered and liked, which everybody sees as well', async () => {
    const ask = { reviewId, text: 'Is it loud?' };
    const { comment } = (await reader.graphql(COMMENT, { input: ask })).body.data.addComment;
    await moderator.graphql(COMMENT, { input: { reviewId, parentId: comment.id, text: 'Not at all.' } });
    const like = 'mutation ($id: ID!) { likeReview(id: $id) { review { likeCount isLikedByMe } errors { code } } }';
    for (let time = 0; time < 2; time += 1)
      expect((await reader.graphql(like, { id: reviewId })).body.data.likeReview).toEqual({
        review: { likeCount: 1, isLikedByMe: true },
        errors: [],
      });
    expect((await buyer.graphql(like, { id: reviewId })).body.data.likeReview.errors).toEqual([
      { code: 'OWN_LIKE_REFUSED' },
    ]);
    const [review] = (await page()).reviews.nodes;
    expect(review).toMatchObject({
      likeCount: 1,
      commentCount: 2,
      comments: {
        nodes: [
          { text: 'Is it loud?', author: { displayName: 'Rita' }, replies: { nodes: [{ text: 'Not at all.' }] } },
        ],
      },
    });
  });

  it("is on its author's profile, and counted there", async () => {
    const profile = '{ me { displayName reviewCount reviews { nodes { id status product { slug } } } } }';
    expect((await buyer.graphql(profile)).body.data.me).toEqual({
      displayName: 'Berta',
      reviewCount: 1,
      reviews: { nodes: [{ id: reviewId, status: 'APPROVED', product: { slug: product.slug } }] },
    });
  });

  it('costs a page three statements more: its rating, its reviews, and their authors', async () => {
    await page();
    const { statements } = await shop.guest.graphql(
      `query ($slug: String!) { product(slug: $slug) {
        name variants { id } rating { average count } reviews(first: 10) { nodes { title author { displayName } } } } }`,
      { slug: product.slug },
    );
    // The card, its details; the rating, the reviews; their authors.
    expect(statements).toBeLessThanOrEqual(5);
  });

  it('is gone from page and numbers as soon as its author takes it back', async () => {
    const answer = await buyer.graphql('mutation ($id: ID!) { deleteReview(id: $id) { reviewId } }', { id: reviewId });
    expect(answer.body.data.deleteReview).toEqual({ reviewId });
    await waitFor('the list by rating', async () => !(await isBest()));
    expect(await page()).toMatchObject({ rating: { count: 0 }, reviews: { nodes: [] } });
  });
});
