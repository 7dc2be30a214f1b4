import { demoShop } from '@tovar/demo';
import { Auditor } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { RebuildProjections } from '../src/commands/rebuild-projections.ts';
import { FillDemoReviews } from '../src/index.ts';
import { ReviewsShop } from './reviews-shop.ts';

describe('the demo shop', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start();
  });
  afterAll(() => shop.stop());

  it('is not reviewed when what it would speak of never comes', async () => {
    const after = Promise.reject(new Error('No catalogue.'));
    await Promise.allSettled([after]);
    const filled = shop.get(FillDemoReviews).execute({ seed: 3, size: 'small', after });
    await expect(filled).rejects.toThrow('No catalogue.');
    expect(await shop.database.query('SELECT FROM review')).toEqual([]);
  });

  it('is reviewed once, when what is spoken of is there, with counts that are right, and says so', async () => {
    const fill = shop.get(FillDemoReviews);
    const [written, comes] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const onProgress = (done: number, total: number): void => {
      if (done === total) written.resolve();
    };
    const filled = fill.execute({ seed: 3, size: 'small', after: comes.promise, onProgress });
    await written.promise;
    expect(await shop.database.query('SELECT FROM review')).toEqual([]);
    comes.resolve();
    expect(await filled).toEqual({ isFilled: true });
    expect(await fill.execute({ seed: 4, size: 'small' })).toEqual({ isFilled: false });
    const reports = await shop.get(Auditor).round({ scope: 'everything', isQuiet: true });
    expect(reports.find(({ id }) => id === 'INV-COUNT-1')).toMatchObject({ checked: expect.any(Number), violated: 0 });

    const [most] = await shop.database.query<{ id: string; count: number }>(
      `SELECT product_id AS id, count(*)::integer AS count FROM review WHERE status = 'APPROVED'
        GROUP BY product_id ORDER BY count DESC LIMIT 1`,
    );
    expect(most?.count).toBeGreaterThan(10);
    expect(await shop.rating(most?.id ?? '')).toMatchObject({ count: most?.count });
    const [rated] = await shop.news('product.rated.v1', most?.id ?? '');
    expect(rated?.data).toMatchObject({ count: most?.count });
  });

  it('[INV-EVENT-2] keeps what its customers had bought when the log is folded anew: it is told there', async () => {
    const reviews = [...demoShop({ seed: 3, size: 'small' }).reviews()].flat();
    for (const productId of new Set(reviews.map((review) => review.productId))) {
      const change = { productId, change: 'CREATED', version: 1, isPublished: true };
      await shop.tell('product.changed.v1', productId, { ...change, slug: productId, categoryIds: [], variantIds: [] });
    }
    const bought = reviews
      .filter(({ orderId }) => orderId !== null)
      .map(({ orderId, productId, authorId }) => `${orderId} ${productId} ${authorId}`);
    const purchases = async (): Promise<unknown[]> => {
      const rows = await shop.database.query<{ text: string }>(
        `SELECT concat_ws(' ', order_id, product_id, customer_id) AS text FROM purchase WHERE is_paid ORDER BY text`,
      );
      return rows.map(({ text }) => text);
    };
    await waitFor('the purchases', async () => (await purchases()).length === bought.length);
    expect(await shop.get(RebuildProjections).rebuild()).toMatch(
      /^known_product has [1-9]\d* rows, 0 were mended; purchase has [1-9]\d* rows, 0 were mended$/,
    );
    expect(await purchases()).toEqual(bought.toSorted());
  });
});
