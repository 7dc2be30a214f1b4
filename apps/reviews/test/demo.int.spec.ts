import { Auditor } from '@tovar/platform';
import { FillDemoReviews } from '../src/index.ts';
import { ReviewsShop } from './reviews-shop.ts';

describe('the demo shop', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start();
  });
  afterAll(() => shop.stop());

  it('is reviewed once, with counts that are right, and says so', async () => {
    const fill = shop.get(FillDemoReviews);
    expect(await fill.execute({ seed: 3, size: 'small' })).toEqual({ isFilled: true });
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
});
