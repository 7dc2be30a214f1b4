import { type TestResponse, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { AnalyticsShop, PERIOD, type SoldOrder, STAFF } from './analytics-shop.ts';

const QUERY = `from=${PERIOD.from}&to=${PERIOD.to}&currency=EUR`;

describe('what is told', () => {
  let world: AnalyticsShop;

  beforeAll(async () => {
    world = await AnalyticsShop.start();
  });
  afterAll(() => world.stop());

  const salesOf = async (extra: string): Promise<TestResponse['body']> =>
    (await world.get(`/api/v1/analytics/sales?${QUERY}&${extra}`)).body;

  describe('of orders', () => {
    const categoryId = uuidv7();
    let order: SoldOrder;

    beforeAll(async () => {
      order = await world.sold({ categoryIds: [categoryId] });
      await world.caughtUp();
    });

    it('is counted for the product, its category and the buyer', async () => {
      const sold = { sales: { orders: 1, revenue: { decimal: '20.00' } }, funnel: { unitsSold: 2, ordersPaid: 1 } };
      expect(await salesOf(`productId=${order.productId}`)).toMatchObject(sold);
      expect(await salesOf(`categoryId=${categoryId}`)).toMatchObject(sold);
      const { body } = await world.get(`/api/v1/analytics/users/${order.customerId}`);
      expect(body).toEqual({ ordersPlaced: 1, ordersPaid: 1, reviewsWritten: 0 });
    });

    it('is counted once however often it is told', async () => {
      const before = await salesOf('bucket=WEEK');
      const { orderId, customerId, productId, variantId } = order;
      const total = { amount: '2000', currency: 'EUR' } as const;
      const named = { orderId, orderNumber: '100017', customerId };
      const lines = [{ variantId, productId, quantity: 2, total }];
      await world.tell('order.paid.v1', orderId, { ...named, lines, total });
      await world.tell('order.placed.v1', orderId, { ...named, cartId: uuidv7(), total, lines });
      await world.caughtUp();
      const after = await salesOf('bucket=WEEK');
      expect(after.sales.orders - before.sales.orders).toBe(1);
      expect(Number(after.sales.revenue.amount) - Number(before.sales.revenue.amount)).toBe(2_000);
      expect(await salesOf(`productId=${productId}`)).toMatchObject({ sales: { orders: 1 } });
    });

    it('is the same in both APIs', async () => {
      const { body } = await world.graphql(
        `query ($from: String!, $to: String!, $product: ID) {
           salesReport(from: $from, to: $to, bucket: DAY, currency: "EUR", timeZone: "Asia/Kathmandu", productId: $product) {
             sales { orders revenue { decimal } averageOrder { decimal } } funnel { ordersPaid views }
             buckets { startsAt sales { orders } }
           }
         }`,
        { from: PERIOD.from, to: PERIOD.to, product: order.productId },
      );
      const { sales, funnel, buckets } = body.data.salesReport;
      const rest = await salesOf(`productId=${order.productId}&timeZone=Asia/Kathmandu`);
      expect(sales).toEqual({ orders: 1, revenue: { decimal: '20.00' }, averageOrder: { decimal: '20.00' } });
      expect(rest).toMatchObject({ sales: { orders: sales.orders }, funnel });
      expect(buckets).toHaveLength(3);
      expect(buckets.every(({ startsAt }: { startsAt: string }) => startsAt.endsWith('T18:15:00.000Z'))).toBe(true);
    });
  });

  it('of looks and searches is counted, each batch once', async () => {
    const [productId, cartId] = [uuidv7(), uuidv7()];
    const at = new Date().toISOString();
    const words = `kettle ${productId}`;
    await world.tell('cart.created.v1', cartId, { cartId, at });
    await world.tell('cart.created.v1', cartId, { cartId, at });
    await world.tell('activity.shown.v1', uuidv7(), {
      at,
      products: [{ productId, count: 7 }],
      searches: [{ words, count: 3, isInVain: true }],
    });
    await world.caughtUp();
    expect((await world.get(`/api/v1/analytics/products/${productId}`)).body).toMatchObject({ views: 7, orders: 0 });
    const searched = await world.get(`/api/v1/analytics/searches?from=${PERIOD.from}&to=${PERIOD.to}&inVain=true`);
    expect(searched.body.items).toContainEqual({ words, searches: 3, inVain: 3 });
    expect((await salesOf('bucket=MONTH')).funnel).toMatchObject({ carts: 1, searches: 3 });
  });

  it('of reviews is counted for who wrote them and what they are about', async () => {
    const [reviewId, productId, authorId] = [uuidv7(), uuidv7(), uuidv7()];
    const written = { reviewId, productId, authorId, rating: 5, isPublished: true, wasPublished: false };
    await world.tell('review.changed.v1', reviewId, { ...written, change: 'WRITTEN' });
    const rated = { productId, count: 2, averageHundredths: 450, counts: [0, 0, 0, 1, 1] };
    await world.tell('product.rated.v1', productId, rated);
    await world.caughtUp();
    const own = { userId: authorId, scopes: ['analytics:read:own'] };
    expect((await world.get('/api/v1/activity', own)).body).toMatchObject({ reviewsWritten: 1 });
    const best = await world.get(`/api/v1/analytics/products?${QUERY}&by=RATING`);
    expect(best.body.items).toMatchObject([{ productId, reviews: 2, ratingHundredths: 450 }]);
    await world.tell('review.changed.v1', reviewId, { ...written, change: 'DELETED' });
    await waitFor('the review to be gone', async () => {
      const { body } = await world.get('/api/v1/activity', own);
      return body.reviewsWritten === 0;
    });
  });

  it('says what will be sold out next, the soonest first', async () => {
    const [slow, soon, gone] = [await world.sold(), await world.sold(), await world.sold()];
    world.stock.set(slow.variantId, 400).set(soon.variantId, 1).set(gone.variantId, 0);
    await world.caughtUp();
    const { body } = await world.get('/api/v1/analytics/stock-forecast');
    expect(body.items.map(({ variantId }: SoldOrder) => variantId)).toEqual(
      [gone, soon, slow].map((each) => each.variantId),
    );
    expect(body.items).toMatchObject([{ daysLeft: 0 }, { daysLeft: 14, unitsSold: 2 }, { daysLeft: 5_600 }]);
    world.stock.clear();
  });

  it.each(['REVENUE', 'UNITS', 'ORDERS', 'VIEWS', 'TRENDING'])('is ranked by %s, page after page', async (by) => {
    const found: { productId: string }[] = [];
    let cursor = '';
    for (let pages = 0; pages === 0 || cursor !== ''; pages += 1) {
      const { body } = await world.get(
        `/api/v1/analytics/products?${QUERY}&by=${by}&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      found.push(...body.items);
      cursor = body.nextCursor ?? '';
    }
    expect(new Set(found.map(({ productId }) => productId)).size).toBe(found.length);
    const { body } = await world.get(`/api/v1/analytics/products?${QUERY}&by=${by}&limit=100`);
    expect(body.items).toEqual(found);
    expect(found.length).toBeGreaterThan(0);
  });

  it('is written into files', async () => {
    const order = await world.sold();
    await world.caughtUp();
    const sales = await world.get(`/api/v1/analytics/sales.csv?${QUERY}`);
    expect(String(sales.body).split('\n')[0]).toContain('starts_at,ends_at,currency,orders,revenue');
    expect(String(sales.body).trim().split('\n')).toHaveLength(4);
    const products = await world.get(`/api/v1/analytics/products.csv?${QUERY}`);
    expect(String(products.body).split('\n')).toContain(`${order.productId},,,,EUR,0,1,2,20.00,0,`);
  });

  it('is written into files with names and SKUs, for which the catalogue is asked once', async () => {
    const [kettle, lamp] = [await world.sold(), await world.sold()];
    world.names.set(kettle.productId, { name: { en: 'Kettle', ru: 'Чайник' }, skus: ['K-1', 'K-2'] });
    world.names.set(lamp.productId, { name: { en: 'Lamp, "Mira"', ru: 'Лампа' }, skus: ['L-1'] });
    await world.caughtUp();
    world.namesAsked.length = 0;
    const { body } = await world.get(`/api/v1/analytics/products.csv?${QUERY}`);
    const [head, ...lines] = String(body).trim().split('\n');
    expect(head).toBe('product_id,name_en,name_ru,skus,currency,views,orders,units,revenue,reviews,rating');
    expect(lines).toContain(`${kettle.productId},Kettle,Чайник,K-1 K-2,EUR,0,1,2,20.00,0,`);
    expect(lines).toContain(`${lamp.productId},"Lamp, ""Mira""",Лампа,L-1,EUR,0,1,2,20.00,0,`);
    expect(world.namesAsked).toEqual([lines.length]);
  });

  it('[INJ-04] is written into files in which no name is a formula', async () => {
    const order = await world.sold();
    world.names.set(order.productId, { name: { en: '=HYPERLINK("//x")', ru: '@SUM(A1)' }, skus: ['-1'] });
    await world.caughtUp();
    const { body } = await world.get(`/api/v1/analytics/products.csv?${QUERY}`);
    expect(String(body).split('\n')).toContain(
      `${order.productId},"'=HYPERLINK(""//x"")",'@SUM(A1),'-1,EUR,0,1,2,20.00,0,`,
    );
  });

  it('is written into files without names while the catalogue cannot be asked', async () => {
    const order = await world.sold();
    world.names.set(order.productId, { name: { en: 'Kettle', ru: 'Чайник' }, skus: ['K-3'] });
    await world.caughtUp();
    world.isCatalogDown = true;
    const { status, body } = await world.get(`/api/v1/analytics/products.csv?${QUERY}`);
    world.isCatalogDown = false;
    expect(status).toBe(200);
    expect(String(body).split('\n')).toContain(`${order.productId},,,,EUR,0,1,2,20.00,0,`);
  });

  it('is shown of many products and people by one statement each', async () => {
    const orders = [await world.sold(), await world.sold(), await world.sold()];
    await world.caughtUp();
    const entities = (typename: string, ids: string[]) => ids.map((id) => ({ __typename: typename, id }));
    const products = await world.graphql(
      'query ($all: [_Any!]!) { _entities(representations: $all) { ... on Product { views popularity } } }',
      {
        all: entities(
          'Product',
          orders.map(({ productId }) => productId),
        ),
      },
    );
    expect(products.body.data._entities).toEqual(orders.map(() => ({ views: 0, popularity: 20 })));
    expect(products.statements).toBe(1);
    const people = await world.graphql(
      'query ($all: [_Any!]!) { _entities(representations: $all) { ... on User { activity { ordersPaid } } } }',
      {
        all: entities(
          'User',
          orders.map(({ customerId }) => customerId),
        ),
      },
    );
    expect(people.body.data._entities).toEqual(orders.map(() => ({ activity: { ordersPaid: 1 } })));
    expect(people.statements).toBe(1);
  });

  it('is read by one statement, whatever the report', async () => {
    const reports = ['sales', 'products', 'categories'].map((name) => `${name}?${QUERY}`);
    for (const report of [...reports, `searches?from=${PERIOD.from}&to=${PERIOD.to}`, 'stock-forecast']) {
      expect((await world.get(`/api/v1/analytics/${report}`)).statements).toBe(1);
    }
  });

  it('is nothing to customers but what they did themselves', async () => {
    const { customerId } = await world.sold();
    const stranger = { userId: uuidv7(), scopes: ['analytics:read:own'] };
    for (const report of [`sales?${QUERY}`, `products?${QUERY}`, `products.csv?${QUERY}`, `users/${customerId}`])
      expect((await world.get(`/api/v1/analytics/${report}`, stranger)).status).toBe(403);
    const { body } = await world.graphql(
      'query ($id: ID!) { _entities(representations: [{ __typename: "User", id: $id }]) { ... on User { activity { ordersPaid } } } }',
      { id: customerId },
      stranger,
    );
    expect(body.data._entities).toEqual([{ activity: null }]);
  });

  it.each([
    ['from=2026-02-30&to=2026-03-01&currency=EUR', 400, 'INVALID_PERIOD'],
    ['from=2026-03-02&to=2026-03-01&currency=EUR', 400, 'INVALID_PERIOD'],
    ['from=2026-03-01&to=2026-03-02&currency=EUR&timeZone=Mars', 422, 'UNKNOWN_TIME_ZONE'],
    ['from=2026-03-01&to=2026-03-02&currency=XXY', 400, 'INVALID_INPUT'],
    ['from=2026-03-01&to=2026-03-02&currency=EUR&nonsense=1', 400, 'INVALID_INPUT'],
  ])('is not reported for %s', async (query, status, code) => {
    expect(await world.get(`/api/v1/analytics/sales?${query}`, STAFF)).toMatchObject({ status, body: { code } });
  });
});
