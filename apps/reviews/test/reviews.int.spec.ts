import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { aPerson, MODERATOR, ReviewsShop } from './reviews-shop.ts';

const LIST = `query ($of: [_Any!]!, $sort: ReviewSort, $rating: Int, $first: Int, $after: String) {
  _entities(representations: $of) {
    ... on Product {
      rating { average count distribution { stars count } }
      reviews(sort: $sort, rating: $rating, first: $first, after: $after) {
        nodes { title rating likeCount isLikedByMe isVerifiedBuyer author { id } pictures { id } commentCount }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
const product = (id: string) => [{ __typename: 'Product', id }];

describe('a review', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start();
    await shop.publish('AT_ONCE');
  });
  afterAll(() => shop.stop());
  beforeEach(() => shop.publish('AT_ONCE'));

  const titles = async (productId: string, asked: object = {}) => {
    const { body } = await shop.graphql(LIST, { of: product(productId), ...asked });
    return body.data._entities[0].reviews.nodes.map(({ title }: { title: string }) => title);
  };
  const edit = (id: string, version: number, body: object, as = aPerson()) =>
    shop.rest({ method: 'PATCH', path: `/api/v1/reviews/${id}`, body, as, headers: { 'if-match': `"${version}"` } });

  it('counts for its product, by GraphQL and REST, and is told', async () => {
    const author = aPerson();
    const { id, productId } = await shop.write({ by: author, rating: 4 });
    await shop.write({ productId, rating: 5 });
    const { body } = await shop.graphql(LIST, { of: product(productId) });
    expect(body.errors).toBeUndefined();
    expect(body.data._entities[0].rating).toEqual({
      average: 4.5,
      count: 2,
      distribution: [5, 4, 3, 2, 1].map((stars) => ({ stars, count: Number(stars >= 4) })),
    });
    expect(await shop.rating(productId)).toEqual(body.data._entities[0].rating);
    const [told] = await shop.news('review.changed.v1', id);
    expect(told?.data).toEqual({
      reviewId: id,
      productId,
      authorId: author.userId,
      change: 'WRITTEN',
      rating: 4,
      isPublished: true,
      wasPublished: false,
    });
    const rated = await shop.news('product.rated.v1', productId, 2);
    expect(rated.map(({ data }) => data)).toEqual([
      { productId, count: 1, averageHundredths: 400, counts: [0, 0, 0, 1, 0] },
      { productId, count: 2, averageHundredths: 450, counts: [0, 0, 0, 1, 1] },
    ]);
  });

  it('is written once by each person of each product, also when they are in a hurry', async () => {
    const by = aPerson();
    const { id, productId } = await shop.write({ by });
    const body = { productId, rating: 1, title: 'Again', text: 'And again.' };
    const again = await shop.rest({ method: 'POST', path: '/api/v1/reviews', body, as: by });
    expect([again.status, again.body.code, again.body.reviewId]).toEqual([409, 'ALREADY_REVIEWED', id]);
    const hasty = aPerson();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => shop.rest({ method: 'POST', path: '/api/v1/reviews', body, as: hasty })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.body.code === 'ALREADY_REVIEWED')).toHaveLength(11);
    expect((await shop.rating(productId)).count).toBe(2);
  });

  it('is about a product that customers see, as catalog tells', async () => {
    const [productId, unknown] = [uuidv7(), uuidv7()];
    const status = async (id: string): Promise<number> => {
      const body = { productId: id, rating: 5, title: 'Good', text: 'Good.' };
      return (await shop.rest({ method: 'POST', path: '/api/v1/reviews', body, as: aPerson() })).status;
    };
    const change = (version: number, isPublished: boolean) =>
      shop.tell('product.changed.v1', productId, {
        productId,
        version,
        isPublished,
        slug: 'thing',
        categoryIds: [],
        variantIds: [],
        change: 'EDITED',
      });
    expect(await status(unknown)).toBe(404);
    await change(2, true);
    await waitFor('the product', async () => (await status(productId)) === 201);
    await change(3, false);
    await waitFor('the product to be gone', async () => (await status(productId)) === 404);
    await shop.sell(productId);
    expect(await status(productId)).toBe(404);
  });

  it('is changed by its author alone, who says what they have read', async () => {
    const author = aPerson();
    const { id, productId } = await shop.write({ by: author, rating: 2 });
    expect((await edit(id, 1, { rating: 5 }, aPerson())).status).toBe(404);
    expect((await edit(id, 9, { rating: 5 }, author)).status).toBe(412);
    const { status, body } = await edit(id, 1, { rating: 5, title: 'Better' }, author);
    expect([status, body.version, body.rating, body.title]).toEqual([200, 2, 5, 'Better']);
    expect(await shop.rating(productId)).toMatchObject({ average: 5, count: 1 });
  });

  it('goes with all that hangs on it, and can be written anew', async () => {
    const author = aPerson();
    const { id, productId } = await shop.write({ by: author });
    await shop.comment(id, aPerson());
    await shop.like('reviews', id, aPerson());
    const stranger = await shop.rest({ method: 'DELETE', path: `/api/v1/reviews/${id}`, as: aPerson() });
    expect(stranger.status).toBe(404);
    expect((await shop.rest({ method: 'DELETE', path: `/api/v1/reviews/${id}`, as: author })).status).toBe(204);
    expect((await shop.rest({ path: `/api/v1/reviews/${id}` })).status).toBe(404);
    expect(await shop.rating(productId)).toMatchObject({ average: null, count: 0 });
    const [, deleted] = await shop.news('review.changed.v1', id, 2);
    expect(deleted?.data).toMatchObject({ change: 'DELETED', isPublished: false, wasPublished: true });
    await shop.write({ by: author, productId });
  });

  it('stands where the list is ordered by, page after page', async () => {
    const { id: a, productId } = await shop.write({ title: 'a', rating: 3 });
    const { id: b } = await shop.write({ productId, title: 'b', rating: 5 });
    await shop.write({ productId, title: 'c', rating: 1 });
    await shop.write({ productId, title: 'd', rating: 5 });
    for (const liker of [aPerson(), aPerson()]) await shop.like('reviews', a, liker);
    await shop.like('reviews', b, aPerson());
    expect(await titles(productId)).toEqual(['a', 'b', 'd', 'c']);
    expect(await titles(productId, { sort: 'NEWEST' })).toEqual(['d', 'c', 'b', 'a']);
    expect(await titles(productId, { sort: 'HIGHEST' })).toEqual(['d', 'b', 'a', 'c']);
    expect(await titles(productId, { sort: 'LOWEST' })).toEqual(['c', 'a', 'b', 'd']);
    expect(await titles(productId, { rating: 5 })).toEqual(['b', 'd']);

    for (const sort of ['HELPFUL', 'NEWEST', 'HIGHEST', 'LOWEST']) {
      const walked: string[] = [];
      let after: string | null = null;
      do {
        const { body } = await shop.graphql(LIST, { of: product(productId), sort, first: 1, after });
        const { nodes, pageInfo } = body.data._entities[0].reviews;
        walked.push(...nodes.map(({ title }: { title: string }) => title));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      expect(walked).toEqual(await titles(productId, { sort }));
    }
    const { body } = await shop.graphql(LIST, { of: product(productId), first: 1 });
    const foreign = {
      of: product(productId),
      sort: 'NEWEST',
      after: body.data._entities[0].reviews.pageInfo.endCursor,
    };
    expect((await shop.graphql(LIST, foreign)).body.errors[0].extensions.code).toBe('INVALID_CURSOR');
  });

  it('takes one statement for each field, however many products are asked about', async () => {
    const some = await Promise.all(Array.from({ length: 5 }, () => shop.write()));
    const of = some.map(({ productId }) => ({ __typename: 'Product', id: productId }));
    const { statements, body } = await shop.graphql(LIST, { of });
    expect(body.data._entities).toHaveLength(5);
    expect(statements).toBe(2);
    const asReader = await shop.graphql(LIST, { of }, aPerson());
    expect(asReader.statements).toBe(3);
  });

  it('takes seven statements to write, four to like and one to read', async () => {
    const { productId } = await shop.write();
    const body = { productId, rating: 5, title: 'Good', text: 'Good.' };
    const written = await shop.rest({ method: 'POST', path: '/api/v1/reviews', body, as: aPerson() });
    // What decides whether one may; begin, the review, its product's counts, the news, commit; the review as it is.
    expect(written.statements).toBe(7);
    expect((await shop.like('reviews', written.body.id, aPerson())).statements).toBe(4);
    expect((await shop.rest({ path: `/api/v1/reviews/${written.body.id}` })).statements).toBe(1);
  });

  it('[BOLA-01] exists for its author and for moderators alone while it waits', async () => {
    await shop.publish('AFTER_APPROVAL');
    const author = aPerson();
    const { id, productId, status } = await shop.write({ by: author });
    expect(status).toBe('PENDING');
    const path = `/api/v1/reviews/${id}`;
    for (const as of [undefined, aPerson()]) expect((await shop.rest({ path, as })).status).toBe(404);
    for (const as of [author, MODERATOR]) expect((await shop.rest({ path, as })).status).toBe(200);
    expect(await titles(productId)).toEqual([]);
    expect(await shop.rating(productId)).toMatchObject({ count: 0 });
    for (const method of ['PUT', 'DELETE'] as const)
      expect((await shop.like('reviews', id, aPerson(), method)).status).toBe(404);
    const own =
      '{ _entities(representations: [{ __typename: "Product", id: "ID" }]) { ... on Product { myReview { id } } } }';
    const asked = own.replace('ID', productId);
    expect((await shop.graphql(asked, {}, author)).body.data._entities[0].myReview).toEqual({ id });
    expect((await shop.graphql(asked, {}, aPerson())).body.data._entities[0].myReview).toBeNull();
  });

  it('is listed by its author: to them all, to others what everybody sees', async () => {
    const author = aPerson();
    await shop.write({ by: author, title: 'seen' });
    await shop.publish('AFTER_APPROVAL');
    await shop.write({ by: author, title: 'waits' });
    const query = `query ($of: [_Any!]!) {
      _entities(representations: $of) { ... on User { reviewCount reviews { nodes { title } } } }
    }`;
    const of = [{ __typename: 'User', id: author.userId }];
    const seen = async (as?: typeof author) => (await shop.graphql(query, { of }, as)).body.data._entities[0];
    expect(await seen()).toEqual({ reviewCount: 1, reviews: { nodes: [{ title: 'seen' }] } });
    expect(await seen(author)).toEqual({ reviewCount: 1, reviews: { nodes: [{ title: 'waits' }, { title: 'seen' }] } });
    const mine = await shop.rest({ path: '/api/v1/me/reviews?limit=1', as: author });
    expect([mine.body.items.length, typeof mine.body.nextCursor]).toEqual([1, 'string']);
  });

  it('[INJ-03] is kept and answered as the plain text that it is', async () => {
    const words = { title: '<img src=x onerror=alert(1)>', text: '</script><script>alert(1)</script>\r\n=cmd()' };
    const { id } = await shop.write(words);
    const { body, headers } = await shop.rest({ path: `/api/v1/reviews/${id}` });
    expect(body).toMatchObject(words);
    expect(headers['content-type']).toContain('application/json');
  });

  it.each([
    [{ rating: 0 }],
    [{ rating: 6 }],
    [{ rating: 4.5 }],
    [{ title: ' ' }],
    [{ title: 'x'.repeat(121) }],
    [{ text: 'a\u0000b' }],
    [{ status: 'APPROVED' }],
    [{ authorId: uuidv7() }],
  ])('is refused with %p', async (words) => {
    await expect(shop.write(words)).rejects.toThrow('INVALID_INPUT');
  });
});
