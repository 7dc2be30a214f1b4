import { randomUUID } from 'node:crypto';
import { Buyer } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { RawClient } from './support/raw-client.ts';
import { ShopProcess } from './support/shop-process.ts';

const CARD = 'id slug name price { money { amount } } picture { url } availability';
const CATEGORY_PAGE = `query ($category: String) {
  products(category: $category, first: 24) { nodes { ${CARD} } pageInfo { endCursor hasNextPage } }
}`;
const PRODUCT_PAGE = `query ($slug: String!) {
  product(slug: $slug) {
    ${CARD} description brand breadcrumb { slug name } attributes { code text } pictures { url alt }
    variants { id sku name options { label text } price { money { amount } } availability picture { url } }
  }
}`;
const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id status paymentUrl lines { quantity } } guestToken errors { code } }
}`;

/** In all services together, as the gateway says in its answer: a query per row would show at once. */
describe('the SQL statements of a request', () => {
  let shop: ShopProcess;
  let client: RawClient;
  let guest: Buyer;

  beforeAll(async () => {
    shop = await (await ShopProcess.onNewFolder()).start();
    client = new RawClient(shop.url);
    guest = new Buyer(shop.url);
  });
  afterAll(() => shop.remove());

  it('are at most 3 for a category page of 24', async () => {
    const category = (await client.graphql('{ categories { slug } }')).body.data.categories[0].slug as string;
    const { body, statements } = await client.graphql(CATEGORY_PAGE, { category });
    expect(body.data.products.nodes.length).toBeGreaterThan(5);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(3);
    const rest = await client.send(`/api/v1/products?category=${category}`);
    expect(rest.statements).toBeLessThanOrEqual(3);
  });

  it('are at most 3 for a product with its variants', async () => {
    const slug = (await client.graphql('{ products(first: 1) { nodes { slug } } }')).body.data.products.nodes[0].slug;
    const { body, statements } = await client.graphql(PRODUCT_PAGE, { slug });
    expect(body.data.product.variants.length).toBeGreaterThan(0);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(3);
    expect((await client.send(`/api/v1/products/${slug}`)).statements).toBeLessThanOrEqual(3);
  });

  it('are at most 18 for placing an order', async () => {
    const cart = await guest.fillCart(await plentifulVariant(guest.shop));
    const input = {
      cartId: cart.id,
      cartToken: cart.token,
      expectedVersion: cart.version,
      expectedTotal: cart.total,
      idempotencyKey: randomUUID(),
    };
    const { body, statements } = await client.graphql(PLACE, { input });
    expect(body.data.placeOrder.errors).toEqual([]);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(18);
  });
});
