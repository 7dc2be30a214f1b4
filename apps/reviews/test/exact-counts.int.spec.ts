import { Auditor } from '@tovar/platform';
import { Random, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { ChangeLikes, type Liked } from '../src/commands/change-likes.ts';
import { aPerson, type Person, ReviewsShop } from './reviews-shop.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const CALLS = 10_000;
/** As many as a crowd of requests would be under way at a time. */
const AT_ONCE = 50;

describe('what is counted while everybody writes at the same time', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start({ DATABASE_POOL: '10' });
    await shop.publish('AT_ONCE');
  });
  afterAll(() => shop.stop());

  it(`is as many likes as there are, after ${CALLS} likes and unlikes (seed ${SEED})`, async () => {
    const random = new Random(SEED);
    const { id: reviewId } = await shop.write();
    const { id: otherId } = await shop.write();
    const { id: commentId } = await shop.comment(reviewId, aPerson());
    const things: readonly (readonly [Liked, string])[] = [
      ['review', reviewId],
      ['review', otherId],
      ['comment', commentId],
    ];
    const people = Array.from({ length: 40 }, () => uuidv7());
    const likes = shop.get(ChangeLikes);
    await inCrowd(CALLS, async () => {
      const [what, id] = random.pick(things);
      const person = random.pick(people);
      await (random.percent(60) ? likes.like(what, id, person) : likes.unlike(what, id, person));
    });
    const [counted] = await shop.database.query<{ agree: boolean; likes: number }>(
      `SELECT bool_and(counted = rows) AS agree, sum(counted)::integer AS likes
         FROM (SELECT likes AS counted, (SELECT count(*) FROM review_like WHERE review_id = id) AS rows FROM review
                UNION ALL SELECT likes, (SELECT count(*) FROM comment_like WHERE comment_id = id) FROM comment) each`,
    );
    expect(counted?.agree).toBe(true);
    expect(counted?.likes).toBeGreaterThan(0);
  });

  it(`is the rating that the reviews give, while they are written, edited and deleted (seed ${SEED})`, async () => {
    const random = new Random(SEED);
    const productId = uuidv7();
    const people: Person[] = Array.from({ length: 120 }, () => aPerson());
    const written = new Map<Person, string>();
    await inCrowd(people.length, async (index) => {
      const by = people[index] ?? aPerson();
      written.set(by, (await shop.write({ by, productId, rating: 1 + random.below(5) })).id);
    });
    await inCrowd(people.length, async (index) => {
      const as = people[index] ?? aPerson();
      const path = `/api/v1/reviews/${written.get(as)}`;
      if (random.percent(30)) await shop.rest({ method: 'DELETE', path, as });
      else
        await shop.rest({
          method: 'PATCH',
          path,
          body: { rating: 1 + random.below(5) },
          headers: { 'if-match': '"1"' },
          as,
        });
    });
    const reviews = await shop.database.query<{ rating: number }>('SELECT rating FROM review WHERE product_id = $1', [
      productId,
    ]);
    const sum = reviews.reduce((total, { rating }) => total + rating, 0);
    const rating = await shop.rating(productId);
    expect(rating.count).toBe(reviews.length);
    expect(rating.average).toBe(Math.floor((sum / reviews.length) * 100 + 0.5) / 100);
    for (const { stars, count } of rating.distribution)
      expect(count).toBe(reviews.filter((review) => review.rating === stars).length);
    await waitFor('the rating to be told', () => {
      const told = shop.told.findLast(({ type, subject }) => type === 'product.rated.v1' && subject === productId);
      expect(told?.data).toMatchObject({ count: rating.count });
      return true;
    });
  });

  it('[INV-COUNT-1] is looked after by the auditor, who finds what is not so', async () => {
    const { id, productId } = await shop.write();
    await shop.comment(id, aPerson());
    const auditor = shop.get(Auditor);
    const violations = async () => {
      const reports = await auditor.round({ scope: 'everything', isQuiet: true });
      return reports.find((report) => report.id === 'INV-COUNT-1')?.violations.map(({ subject }) => subject);
    };
    expect(await violations()).toEqual([]);
    await shop.database.query('UPDATE product_rating SET four = four + 1 WHERE product_id = $1', [productId]);
    expect(await violations()).toEqual([productId]);
    await shop.database.query('UPDATE product_rating SET four = four - 1 WHERE product_id = $1', [productId]);
    await shop.database.query('UPDATE review SET comments = 7 WHERE id = $1', [id]);
    expect(await violations()).toEqual([productId]);
  });

  async function inCrowd(calls: number, call: (index: number) => Promise<void>): Promise<void> {
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < calls) {
        next += 1;
        await call(next - 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }
});
