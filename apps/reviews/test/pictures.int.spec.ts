import { cameraPicture, drawn, pixelBomb } from '@tovar/testing';
import { aPerson, type Person, ReviewsShop } from './reviews-shop.ts';

describe("a review's pictures", () => {
  let shop: ReviewsShop;
  let author: Person;
  let reviewId: string;

  beforeAll(async () => {
    shop = await ReviewsShop.start({ REVIEWS_PICTURE_MAX_BYTES: '2000000' });
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    await shop.publish('AT_ONCE');
    author = aPerson();
    ({ id: reviewId } = await shop.write({ by: author }));
  });

  const upload = (body: Uint8Array, as = author, type = 'image/png') =>
    shop.rest({
      method: 'POST',
      path: `/api/v1/reviews/${reviewId}/pictures`,
      body,
      as,
      headers: { 'content-type': type },
    });
  const pictures = async () => (await shop.rest({ path: `/api/v1/reviews/${reviewId}`, as: author })).body.pictures;

  it('are made small, and served under an address that never changes', async () => {
    const { status, body } = await upload(await drawn(2_000, 1_000).png());
    expect(status).toBe(201);
    expect(await pictures()).toEqual([body]);
    const large = await shop.rest({ path: body.large });
    expect(large.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(large.bytes.toString('latin1', 8, 12)).toBe('WEBP');
    expect((await shop.rest({ path: body.small })).bytes.length).toBeLessThan(large.bytes.length);
    const query = 'query ($id: ID!) { review(id: $id) { pictures { id url(size: SMALL) } } }';
    const { body: graph } = await shop.graphql(query, { id: reviewId });
    expect(graph.data.review.pictures).toEqual([{ id: body.id, url: body.small }]);
  });

  it('[INJ-02] are pictures: told by their bytes, bounded, and without what a camera wrote', async () => {
    expect((await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).body.code).toBe(
      'PICTURE_TYPE_REFUSED',
    );
    expect((await upload(pixelBomb(50_000, 50_000))).body.code).toBe('PICTURE_TOO_LARGE');
    expect((await upload(pixelBomb(10, 10))).body.code).toBe('PICTURE_BROKEN');
    expect((await upload(Buffer.alloc(2_100_000))).status).toBe(413);
    expect(await pictures()).toEqual([]);
    const { body } = await upload(await cameraPicture('at home'), author, 'image/jpeg');
    expect((await shop.rest({ path: body.large })).bytes.includes('at home')).toBe(false);
    for (const path of ['/api/v1/customer-pictures/..%2f..%2fkeys/large', `/api/v1/customer-pictures/${body.id}/huge`])
      expect((await shop.rest({ path })).status).toBe(400);
  });

  it('[BOLA-01] are added and taken away by the author alone', async () => {
    const { body } = await upload(await drawn(20, 20).png());
    expect((await upload(await drawn(20, 20).png(), aPerson())).status).toBe(404);
    const remove = (as: Person) =>
      shop.rest({ method: 'DELETE', path: `/api/v1/reviews/${reviewId}/pictures/${body.id}`, as });
    expect((await remove(aPerson())).status).toBe(404);
    for (let time = 0; time < 2; time += 1) expect((await remove(author)).status).toBe(204);
    expect(await pictures()).toEqual([]);
    expect((await shop.rest({ path: body.large })).status).toBe(404);
  });

  it('send a review back to the moderators, are six at most, and go with it', async () => {
    await shop.publish('AFTER_APPROVAL');
    const urls: string[] = [];
    for (let count = 0; count < 6; count += 1) urls.push((await upload(await drawn(20, 20).png())).body.large);
    expect((await upload(await drawn(20, 20).png())).body.code).toBe('REVIEW_PICTURES_FULL');
    expect((await shop.rest({ path: `/api/v1/reviews/${reviewId}`, as: author })).body.status).toBe('PENDING');
    await shop.rest({ method: 'DELETE', path: `/api/v1/reviews/${reviewId}`, as: author });
    for (const path of urls) expect((await shop.rest({ path })).status).toBe(404);
  });
});
