import { randomUUID } from 'node:crypto';
import { aPerson, MODERATOR, ReviewsShop } from './reviews-shop.ts';

const THREADS = `query ($id: ID!, $first: Int) {
  review(id: $id) {
    commentCount
    comments(first: $first) {
      nodes {
        text status replyCount likeCount isLikedByMe isByStaff author { id }
        replies(first: $first) { nodes { text depth replies { nodes { text } } } pageInfo { hasNextPage } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

describe('comments', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start();
    await shop.publish('AT_ONCE');
  });
  afterAll(() => shop.stop());

  const threads = async (id: string, as = aPerson(), first?: number) => {
    const { body, statements } = await shop.graphql(THREADS, { id, first }, as);
    expect(body.errors).toBeUndefined();
    return { ...body.data.review, statements };
  };
  const patch = (id: string, version: number, text: string, as: ReturnType<typeof aPerson>) =>
    shop.rest({
      method: 'PATCH',
      path: `/api/v1/comments/${id}`,
      body: { text },
      as,
      headers: { 'if-match': `"${version}"` },
    });

  it('are threads, told to those who are answered', async () => {
    const [author, reader, owner] = [aPerson(), aPerson(), MODERATOR];
    const { id: reviewId, productId } = await shop.write({ by: author });
    const question = await shop.comment(reviewId, reader, { text: 'Is it loud?' });
    const answer = await shop.comment(reviewId, owner, { text: 'Not at all.', parentId: question.id });
    await shop.comment(reviewId, author, { text: 'It is.', parentId: answer.id });
    expect([question.depth, answer.depth, question.isByStaff, answer.isByStaff]).toEqual([1, 2, false, true]);
    const seen = await threads(reviewId);
    expect(seen.commentCount).toBe(3);
    expect(seen.comments.nodes).toMatchObject([
      {
        text: 'Is it loud?',
        replyCount: 1,
        isByStaff: false,
        author: { id: reader.userId },
        replies: { nodes: [{ text: 'Not at all.', depth: 2, replies: { nodes: [{ text: 'It is.' }] } }] },
      },
    ]);
    const told = await shop.news('review.commented.v1', reviewId, 3);
    const common = { reviewId, productId, reviewAuthorId: author.userId };
    expect(told.slice(0, 2).map(({ data }) => data)).toEqual([
      { ...common, commentId: question.id, authorId: reader.userId, parentAuthorId: null, isByStaff: false },
      { ...common, commentId: answer.id, authorId: owner.userId, parentAuthorId: reader.userId, isByStaff: true },
    ]);
  });

  it('end four deep', async () => {
    const { id: reviewId } = await shop.write();
    let parentId: string | undefined;
    for (let depth = 1; depth <= 4; depth += 1) parentId = (await shop.comment(reviewId, aPerson(), { parentId })).id;
    await expect(shop.comment(reviewId, aPerson(), { parentId })).rejects.toThrow('COMMENT_TOO_DEEP');
  });

  it('come page by page, one statement for all threads of a page', async () => {
    const { id: reviewId } = await shop.write();
    for (const text of ['one', 'two', 'three']) {
      const { id: parentId } = await shop.comment(reviewId, aPerson(), { text });
      for (const reply of ['a', 'b']) await shop.comment(reviewId, aPerson(), { text: `${text} ${reply}`, parentId });
    }
    const seen = await threads(reviewId, aPerson(), 2);
    expect(seen.comments.nodes.map(({ text }: { text: string }) => text)).toEqual(['one', 'two']);
    expect(seen.comments.pageInfo.hasNextPage).toBe(true);
    // The review, its comments, which of them one likes, the answers, and the answers to those.
    expect(seen.statements).toBe(5);
    const rest = async (query: string) =>
      (await shop.rest({ path: `/api/v1/reviews/${reviewId}/comments?${query}` })).body;
    const page = await rest('limit=2');
    const next = await rest(`limit=2&cursor=${page.nextCursor}`);
    expect([next.items.map(({ text }: { text: string }) => text), next.nextCursor]).toEqual([['three'], null]);
  });

  it('belong to the review that they are said to', async () => {
    const [{ id: reviewId }, { id: otherId }] = [await shop.write(), await shop.write()];
    const { id: parentId } = await shop.comment(reviewId, aPerson());
    await expect(shop.comment(otherId, aPerson(), { parentId })).rejects.toThrow('NOT_FOUND');
    expect((await threads(otherId)).commentCount).toBe(0);
  });

  it('are said once, however often a request is repeated with its key', async () => {
    const { id: reviewId } = await shop.write();
    const by = aPerson();
    const say = (text: string, key: string) =>
      shop.rest({
        method: 'POST',
        path: `/api/v1/reviews/${reviewId}/comments`,
        body: { text },
        as: by,
        headers: { 'idempotency-key': key },
      });
    const key = randomUUID();
    const [first, again] = [await say('Once.', key), await say('Once.', key)];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect((await say('Twice.', key)).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect((await threads(reviewId)).commentCount).toBe(1);
  });

  it('are changed and deleted by their authors alone; their place stays', async () => {
    const { id: reviewId } = await shop.write();
    const author = aPerson();
    const { id } = await shop.comment(reviewId, author, { text: 'Loud.' });
    await shop.comment(reviewId, aPerson(), { text: 'Why?', parentId: id });
    expect((await patch(id, 1, 'Quiet.', aPerson())).status).toBe(404);
    expect((await patch(id, 7, 'Quiet.', author)).status).toBe(412);
    expect((await patch(id, 1, 'Quiet.', author)).body).toMatchObject({ text: 'Quiet.', version: 2 });
    const remove = (as: typeof author) => shop.rest({ method: 'DELETE', path: `/api/v1/comments/${id}`, as });
    expect((await remove(aPerson())).status).toBe(404);
    for (let time = 0; time < 2; time += 1) expect((await remove(author)).status).toBe(204);
    const seen = await threads(reviewId);
    expect(seen.commentCount).toBe(1);
    expect(seen.comments.nodes[0]).toMatchObject({
      text: null,
      status: 'DELETED',
      replies: { nodes: [{ text: 'Why?' }] },
    });
    expect((await patch(id, 3, 'Back.', author)).body.code).toBe('COMMENT_GONE');
    await expect(shop.comment(reviewId, aPerson(), { parentId: id })).rejects.toThrow('COMMENT_GONE');
  });

  it('are liked once by each person, and never by their authors', async () => {
    const { id: reviewId } = await shop.write();
    const [author, reader] = [aPerson(), aPerson()];
    const { id } = await shop.comment(reviewId, author);
    for (let time = 0; time < 2; time += 1) expect((await shop.like('comments', id, reader)).status).toBe(204);
    expect((await threads(reviewId, reader)).comments.nodes[0]).toMatchObject({ likeCount: 1, isLikedByMe: true });
    expect((await shop.like('comments', id, author)).body.code).toBe('OWN_LIKE_REFUSED');
    for (let time = 0; time < 2; time += 1) await shop.like('comments', id, reader, 'DELETE');
    expect((await threads(reviewId, reader)).comments.nodes[0]).toMatchObject({ likeCount: 0, isLikedByMe: false });
    const liked = await shop.news('comment.unliked.v1', reviewId);
    expect(shop.told.filter(({ type, subject }) => type === 'comment.liked.v1' && subject === reviewId)).toHaveLength(
      1,
    );
    expect(liked[0]?.data).toMatchObject({ commentId: id, authorId: author.userId, userId: reader.userId });
  });
});
