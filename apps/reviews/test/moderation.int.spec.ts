import { aPerson, MODERATOR, ReviewsShop } from './reviews-shop.ts';

describe('moderation', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start();
  });
  afterAll(() => shop.stop());
  beforeEach(() => shop.publish('AFTER_APPROVAL'));

  const queue = async (query = '') =>
    (await shop.rest({ path: `/api/v1/moderation/reviews?limit=100${query}`, as: MODERATOR })).body.items as {
      id: string;
      status: string;
    }[];
  const reports = async () =>
    (await shop.rest({ path: '/api/v1/moderation/reports?limit=100', as: MODERATOR })).body.items as {
      id: string;
      reviewId: string;
      commentId: string | null;
      reason: string;
      note: string | null;
    }[];
  const report = (path: string, body: object, as = aPerson()) =>
    shop.rest({ method: 'POST', path: `/api/v1/${path}/reports`, body, as });

  it('lets reviews in, and out again, with a reason that the author is told', async () => {
    const author = aPerson();
    const { id, productId } = await shop.write({ by: author, rating: 3 });
    expect((await queue()).map((review) => review.id)).toContain(id);
    expect((await shop.decide(`reviews/${id}/approval`, 1)).status).toBe(204);
    expect((await queue()).map((review) => review.id)).not.toContain(id);
    expect(await shop.rating(productId)).toMatchObject({ average: 3, count: 1 });

    const rejected = await shop.decide(`reviews/${id}/rejection`, 2, { reason: 'About another product.' });
    expect(rejected.status).toBe(204);
    expect(await shop.rating(productId)).toMatchObject({ average: null, count: 0 });
    const { body } = await shop.rest({ path: `/api/v1/reviews/${id}`, as: author });
    expect(body).toMatchObject({ status: 'REJECTED', rejectionReason: 'About another product.' });
    expect((await queue('&status=REJECTED')).map((review) => review.id)).toContain(id);
    const told = await shop.news('review.changed.v1', id, 3);
    expect(told.map(({ data }) => (data as { change: string }).change)).toEqual(['WRITTEN', 'APPROVED', 'REJECTED']);
  });

  it('is remembered for good: who, what, when and why', async () => {
    const { id } = await shop.write();
    await shop.decide(`reviews/${id}/approval`, 1);
    await shop.decide(`reviews/${id}/rejection`, 2, { reason: 'Advertising.' });
    const { body } = await shop.rest({ path: `/api/v1/moderation/decisions?reviewId=${id}`, as: MODERATOR });
    expect(body.items).toMatchObject([
      { decision: 'REJECT', reason: 'Advertising.', actorId: MODERATOR.userId, commentId: null },
      { decision: 'APPROVE', reason: null },
    ]);
    for (const statement of ['UPDATE moderation_decision SET reason = NULL', 'DELETE FROM moderation_decision'])
      await expect(shop.database.query(statement)).rejects.toThrow('permission denied');
  });

  it('[FLOW-01] refuses what makes no sense, and tells nobody', async () => {
    const { id } = await shop.write();
    await shop.decide(`reviews/${id}/rejection`, 1, { reason: 'Rude.' });
    const again = await shop.decide(`reviews/${id}/rejection`, 2, { reason: 'Still.' });
    expect([again.status, again.body.code]).toEqual([409, 'REVIEW_NOT_DECIDABLE']);
    expect((await shop.decide(`reviews/${id}/approval`, 1)).status).toBe(412);
    expect((await shop.decide(`reviews/${id}/rejection`, 2)).body.code).toBe('INVALID_INPUT');
    expect(shop.told.filter(({ subject }) => subject === id).length).toBeLessThanOrEqual(2);
    const { body } = await shop.rest({ path: `/api/v1/moderation/decisions?reviewId=${id}`, as: MODERATOR });
    expect(body.items).toHaveLength(1);
  });

  it('begins anew when a review is edited', async () => {
    const author = aPerson();
    const { id, productId } = await shop.write({ by: author });
    await shop.decide(`reviews/${id}/approval`, 1);
    const headers = { 'if-match': '"2"' };
    const edit = { method: 'PATCH', path: `/api/v1/reviews/${id}`, body: { title: 'Buy mine' }, as: author } as const;
    expect((await shop.rest({ ...edit, headers })).body.status).toBe('PENDING');
    expect(await shop.rating(productId)).toMatchObject({ count: 0 });
    expect((await queue()).map((review) => review.id)).toContain(id);
  });

  it('hears of abuse once from each person, and settles it by a decision', async () => {
    await shop.publish('AT_ONCE');
    const { id } = await shop.write();
    const { id: commentId } = await shop.comment(id, aPerson(), { text: 'Rude.' });
    const reader = aPerson();
    expect((await report(`reviews/${id}`, { reason: 'SPAM' }, reader)).status).toBe(204);
    expect((await report(`reviews/${id}`, { reason: 'FALSE', note: 'Never bought it.' }, reader)).status).toBe(204);
    await report(`comments/${commentId}`, { reason: 'OFFENSIVE' }, reader);
    const open = (await reports()).filter(({ reviewId }) => reviewId === id);
    expect(open).toMatchObject([
      { commentId: null, reason: 'FALSE', note: 'Never bought it.' },
      { commentId, reason: 'OFFENSIVE', note: null },
    ]);
    await shop.decide(`reviews/${id}/approval`, 1);
    expect((await reports()).filter(({ reviewId }) => reviewId === id)).toMatchObject([{ commentId }]);
    await shop.decide(`comments/${commentId}/rejection`, 1, { reason: 'Rude.' });
    expect((await reports()).filter(({ reviewId }) => reviewId === id)).toEqual([]);
  });

  it('hides the text of a comment from all but its author and moderators, and shows it again', async () => {
    await shop.publish('AT_ONCE');
    const author = aPerson();
    const { id } = await shop.write();
    const { id: commentId } = await shop.comment(id, author, { text: 'Rude.' });
    await shop.decide(`comments/${commentId}/rejection`, 1, { reason: 'Rude.' });
    const text = async (as = aPerson()) =>
      (await shop.rest({ path: `/api/v1/reviews/${id}/comments`, as })).body.items[0].text;
    expect([await text(), await text(author), await text(MODERATOR)]).toEqual([null, 'Rude.', 'Rude.']);
    expect((await shop.rest({ path: `/api/v1/reviews/${id}` })).body.commentCount).toBe(0);
    await shop.decide(`comments/${commentId}/approval`, 2);
    expect(await text()).toBe('Rude.');
    expect((await shop.rest({ path: `/api/v1/reviews/${id}` })).body.commentCount).toBe(1);
  });

  it('follows rules that owners change, each based on what they have read', async () => {
    const change = (version: number, body: object) =>
      shop.rest({
        method: 'PATCH',
        path: '/api/v1/review-rules',
        body,
        as: MODERATOR,
        headers: { 'if-match': `"${version}"` },
      });
    const { body: rules } = await shop.rest({ path: '/api/v1/review-rules' });
    const changed = await change(rules.version, { publishing: 'AT_ONCE' });
    expect(changed.body).toEqual({ ...rules, publishing: 'AT_ONCE', version: rules.version + 1 });
    expect((await change(rules.version, { publishing: 'AFTER_APPROVAL' })).status).toBe(412);
    expect((await shop.write()).status).toBe('APPROVED');
    const mutation = `mutation ($input: ChangeReviewRulesInput!) {
      changeReviewRules(input: $input) { rules { publishing } errors { code ... on VersionConflictError { currentVersion } } }
    }`;
    const { body } = await shop.graphql(mutation, { input: { expectedVersion: 99, publishing: 'AT_ONCE' } }, MODERATOR);
    expect(body.data.changeReviewRules).toEqual({
      rules: null,
      errors: [{ code: 'CONFLICT', currentVersion: rules.version + 1 }],
    });
  });

  it('is done by GraphQL as well, with whatever was reported', async () => {
    await shop.publish('AT_ONCE');
    const { id } = await shop.write({ title: 'Reported' });
    const reader = aPerson();
    const input = { id, reason: 'PRIVACY', note: 'My name.' };
    const told = 'mutation ($input: ReportAbuseInput!) { reportReview(input: $input) { isReported errors { code } } }';
    expect((await shop.graphql(told, { input }, reader)).body.data.reportReview).toEqual({
      isReported: true,
      errors: [],
    });
    const list =
      '{ abuseReports(first: 100) { nodes { reason note review { id title } comment { id } reporter { id } } } }';
    const { body, statements } = await shop.graphql(list, {}, MODERATOR);
    expect(body.data.abuseReports.nodes).toContainEqual({
      reason: 'PRIVACY',
      note: 'My name.',
      review: { id, title: 'Reported' },
      comment: null,
      reporter: { id: reader.userId },
    });
    expect(statements).toBeLessThanOrEqual(3);
    const reject = `mutation ($input: RejectionInput!) {
      rejectReview(input: $input) { review { status rejectionReason } errors { code } }
    }`;
    const decision = { input: { id, expectedVersion: 1, reason: 'Private.' } };
    expect((await shop.graphql(reject, decision, MODERATOR)).body.data.rejectReview).toEqual({
      review: { status: 'REJECTED', rejectionReason: 'Private.' },
      errors: [],
    });
    decision.input.expectedVersion = 2;
    expect((await shop.graphql(reject, decision, MODERATOR)).body.data.rejectReview.errors).toEqual([
      { code: 'REVIEW_NOT_DECIDABLE' },
    ]);
  });

  it('[AUTH-21] is for moderators alone', async () => {
    const { id } = await shop.write();
    for (const path of ['moderation/reviews', 'moderation/reports', `moderation/decisions?reviewId=${id}`])
      expect((await shop.rest({ path: `/api/v1/${path}`, as: aPerson() })).status).toBe(403);
    expect((await shop.decide(`reviews/${id}/approval`, 1, {}, aPerson())).status).toBe(403);
  });
});
