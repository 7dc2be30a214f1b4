import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { Buyer } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { logIn } from './support/person.ts';
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
const WHOLE_PRODUCT = `query ($slug: String!) {
  product(slug: $slug) {
    ${CARD} variants { id sku price { money { amount } } availability }
    rating { average count } deliveryEstimate(country: "DE", postalCode: "10119") { minDays maxDays }
  }
}`;
const WHOLE_ORDER = `query ($id: ID!) {
  order(id: $id) {
    id status lines { sku quantity product { slug name } }
    payments { state amount { amount } } shipments { id status tracking { kind } } reviewsToWrite { id name }
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

  it('are at most 15 for placing an order', async () => {
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
    expect(statements).toBeLessThanOrEqual(15);
  });

  it('are at most 4 for a product with rating, availability and delivery estimate: three services, one query', async () => {
    const slug = (await client.graphql('{ products(first: 1) { nodes { slug } } }')).body.data.products.nodes[0].slug;
    const { body, statements } = await client.graphql(WHOLE_PRODUCT, { slug });
    expect(body.data.product).toMatchObject({
      availability: expect.any(String),
      rating: { count: expect.any(Number) },
      deliveryEstimate: { minDays: expect.any(Number) },
    });
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(4);
  });

  it('are at most 6 for an order with payments, parcels and what there is to review: five services, one query', async () => {
    const { email, password } = await shop.login('customer');
    const { accessToken } = await logIn(shop.url, { email, password });
    const customer = new Buyer(shop.url, accessToken);
    const placed = await customer.order(await plentifulVariant(customer.shop, 1));
    await customer.pay(placed);
    await customer.seesStatus(placed, 'PAID');
    const owner = client.withToken(accessToken);
    const { body, statements } = await waitFor('all services to hear of it', async () => {
      const answer = await owner.graphql(WHOLE_ORDER, { id: placed.order.id });
      const { shipments, reviewsToWrite } = answer.body.data.order;
      return shipments.length === 1 && reviewsToWrite.length === 1 && answer;
    });
    expect(body.data.order.payments).toMatchObject([{ state: 'CAPTURED' }]);
    expect(statements).toBeGreaterThan(0);
    expect(statements).toBeLessThanOrEqual(6);
  });
});
