import { waitFor } from '@tovar/testing';
import { Buyer } from './support/buyer.ts';
import type { RawClient } from './support/raw-client.ts';
import { ShopInProcess } from './support/shop-in-process.ts';

const DAY_MS = 86_400_000;

const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const PERIOD = `from=${day(-1)}&to=${day(1)}&currency=EUR`;
const ANNA = { email: 'anna.counted@example.com', password: 'correct horse battery', displayName: 'Anna' };
const SEARCH = 'query ($text: String!) { search(text: $text, first: 5) { nodes { id } } }';
const PAGE = 'query ($id: ID!) { product(id: $id) { id views popularity } }';

describe('what is done in the shop', () => {
  let shop: ShopInProcess;
  let staff: RawClient;
  let anna: RawClient;

  beforeAll(async () => {
    shop = await ShopInProcess.start({ PAYMENTS_LOOK_AFTER_MS: '200,400,800,1500' });
    staff = shop.guest.withToken(await shop.token({ scopes: ['analytics:read:any', 'catalog:write:any'] }));
    anna = await shop.person({ ...ANNA, roles: ['customer'] });
  });
  afterAll(() => shop.stop());

  async function aProduct(): Promise<{ id: string; slug: string; variantId: string; name: string }> {
    const { body } = await shop.guest.graphql(
      '{ products(first: 1, filter: { inStock: true }) { nodes { id slug name variants { id availability } } } }',
    );
    const [{ id, slug, name, variants }] = body.data.products.nodes;
    const variant = variants.find(({ availability }: { availability: string }) => availability !== 'OUT_OF_STOCK');
    return { id, slug, name, variantId: variant.id };
  }

  it('is in the reports of staff: a look, a search, a cart, a paid order', async () => {
    const product = await aProduct();
    const before = (await staff.send(`/api/v1/analytics/products/${product.id}`)).body;
    const words = `${product.name.split(' ')[0]}`.toLowerCase();
    await shop.guest.graphql(SEARCH, { text: words });
    // The first is made, the second one kept; both are looks. So is one of somebody who is logged in.
    await shop.guest.graphql(PAGE, { id: product.id });
    await shop.guest.graphql(PAGE, { id: product.id });
    await anna.send(`/api/v1/products/${product.slug}`);
    const buyer = await Buyer.loggedIn(shop.url, ANNA);
    const cart = await buyer.fillCart(product.variantId);
    const placed = await buyer.placeOrder(cart);
    // Nobody is told where the shop listens, so payments finds out by itself.
    await buyer.pay(placed, 'pay', false);
    await buyer.seesStatus(placed, 'PAID');
    const after = await waitFor('the purchase to be counted', async () => {
      const { body } = await staff.send(`/api/v1/analytics/products/${product.id}`);
      return body.orders === before.orders + 1 && body.views === before.views + 3 && body;
    });
    expect(after.unitsSold).toBe(before.unitsSold + 1);
    await waitFor('all of it to be in the report', async () => {
      const { body: report } = await staff.send(`/api/v1/analytics/sales?${PERIOD}&timeZone=Europe/Moscow`);
      expect(report.funnel).toMatchObject({ views: 3, searches: 1, carts: 1, ordersPlaced: 1, ordersPaid: 1 });
      expect(report.sales).toMatchObject({ orders: 1, revenue: cart.total });
      return true;
    });
    const { body: searched } = await staff.send(`/api/v1/analytics/searches?from=${day(-1)}&to=${day(1)}`);
    expect(searched.items).toMatchObject([{ words, searches: 1 }]);
    const { body: top } = await staff.send(`/api/v1/analytics/products?${PERIOD}&by=REVENUE`);
    expect(top.items).toMatchObject([{ productId: product.id, orders: 1, views: 3 }]);
  });

  it('is shown on the product and to the person', async () => {
    const { body } = await anna.graphql('{ me { activity { ordersPlaced ordersPaid reviewsWritten } } }');
    expect(body.data.me.activity).toEqual({ ordersPlaced: 1, ordersPaid: 1, reviewsWritten: 0 });
    const { body: ranked } = await staff.graphql(
      `query ($from: String!, $to: String!) {
         rankedProducts(from: $from, to: $to, currency: "EUR", by: UNITS, first: 1) {
           edges { node { unitsSold product { slug views popularity } } } } }`,
      { from: day(-1), to: day(1) },
    );
    const [{ node }] = ranked.data.rankedProducts.edges;
    expect(node).toMatchObject({ unitsSold: 1, product: { slug: expect.any(String) } });
    expect(node.product.popularity).toBeGreaterThanOrEqual(13);
  });

  it('is a file for spreadsheets', async () => {
    const { status, body } = await staff.send(`/api/v1/analytics/sales.csv?${PERIOD}`);
    const lines = String(body).trim().split('\n');
    expect([status, lines.length]).toEqual([200, 4]);
    expect(lines.slice(1).reduce((orders, line) => orders + Number(line.split(',')[3]), 0)).toBe(1);
    const { id, name } = await aProduct();
    const products = await staff.send(`/api/v1/analytics/products.csv?${PERIOD}`);
    expect(products.text.split('\n').find((line) => line.startsWith(id))).toContain(name);
  });

  it('knows the 18 months that the demo shop has behind it', async () => {
    const history = 'from=2025-04-01&to=2026-09-30&currency=EUR&bucket=MONTH';
    const { body } = await staff.send(`/api/v1/analytics/sales?${history}`);
    expect(body.buckets).toHaveLength(18);
    expect(body.sales.orders).toBeGreaterThan(20);
    const { body: sold } = await staff.graphql(
      `{ soldCategories(from: "2025-04-01", to: "2026-09-30", currency: "EUR", first: 3) {
           edges { node { unitsSold category { name(locale: EN) } } } } }`,
    );
    expect(sold.data.soldCategories.edges).toHaveLength(3);
    expect(sold.data.soldCategories.edges[0].node.category.name).toEqual(expect.any(String));
  });

  it('is nobody else’s business', async () => {
    for (const path of [`sales?${PERIOD}`, `sales.csv?${PERIOD}`, `products?${PERIOD}`, 'rebuilds'])
      expect((await anna.send(`/api/v1/analytics/${path}`)).status).toBe(403);
    expect((await shop.guest.send('/api/v1/activity')).status).toBe(401);
  });
});
