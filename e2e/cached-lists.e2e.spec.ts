import { randomUUID } from 'node:crypto';
import { ShopClient } from '@tovar/all-in-one';
import { waitFor } from '@tovar/testing';
import type { RawClient } from './support/raw-client.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const PASSWORD = 'a long word for the test';
const LIST = `query ($category: String) { products(category: $category, first: 50, sort: NEWEST) { nodes { slug } } }`;

describe('a list that is cached', () => {
  let shop: WholeShop;
  let manager: RawClient;
  let moderator: RawClient;

  beforeAll(async () => {
    shop = await startWholeShop();
    const person = (role: string): Promise<RawClient> =>
      shop.person({ email: `${role}@staff.example.com`, password: PASSWORD, displayName: role, roles: [role] });
    manager = await person('manager');
    moderator = await person('moderator');
  });
  afterAll(() => shop.stop());

  const categories = async (): Promise<{ id: string; slug: string }[]> =>
    (await shop.guest.graphql('{ categories { id slug } }')).body.data.categories;
  const list = (category: string) => shop.guest.graphql(LIST, { category });
  const decide = async (client: RawClient, id: string, decision: string, version: number): Promise<void> => {
    const answer = await client.sendJson(
      'POST',
      `/api/v1/products/${id}/${decision}`,
      {},
      { 'if-match': `"${version}"` },
    );
    expect(answer.status).toBe(204);
  };

  it('shows what a manager proposed and a moderator published a moment ago, and tells whoever watches it', async () => {
    const [category] = await categories();
    if (!category) throw new Error('There are no categories.');
    const slug = `cached-${randomUUID().slice(0, 8)}`;
    const created = await manager.sendJson('POST', '/api/v1/products', {
      slug,
      categoryId: category.id,
      name: { en: 'Fresh', ru: 'Свежее' },
      description: { en: 'Just made.', ru: 'Только что.' },
      brand: 'Plain',
      variants: [
        {
          sku: slug.toUpperCase(),
          name: { en: 'Fresh', ru: 'Свежее' },
          weightGrams: 1,
          prices: [{ amount: '1000', currency: 'EUR' }],
          stockOnHand: 1,
        },
      ],
    });
    expect(created.status).toBe(201);
    const { id } = created.body as { id: string };
    await decide(manager, id, 'propose', 1);
    await waitFor('the list to be cached', async () => (await list(category.slug)).headers.get('x-cache') === 'HIT');
    expect((await list(category.slug)).text).not.toContain(slug);

    await decide(moderator, id, 'publish', 2);
    await waitFor('the product in the list', async () => (await list(category.slug)).text.includes(slug));

    const seen: unknown[] = [];
    const ended = watch(id, seen).catch((error: unknown) => error);
    await waitFor('the product as it is', () => seen.length === 1);
    await decide(moderator, id, 'unpublish', 3);
    expect(await ended).toMatchObject({ code: 'NOT_FOUND' });
    expect(seen[0]).toEqual({ productChanged: { slug } });
    await waitFor('the product out of the list', async () => !(await list(category.slug)).text.includes(slug));
  });

  /** Rejects when the shop ends the stream: the watcher may not see the product any more. */
  const watch = async (id: string, seen: unknown[]): Promise<void> => {
    const news = new ShopClient(shop.url).follow('subscription ($id: ID!) { productChanged(id: $id) { slug } }', {
      id,
    });
    for await (const one of news) seen.push(one);
  };

  it('is answered, as all the rest is, while another service is down', async () => {
    await shop.without('cart', async () => {
      const query = '{ products(first: 2) { nodes { id } } cart(id: "0198c0de-0000-7000-8000-000000000000") { id } }';
      const { status, body, codes } = await shop.guest.graphql(query);
      expect([status, body.data.cart, body.data.products.nodes.length, codes]).toEqual([
        200,
        null,
        2,
        ['SERVICE_UNAVAILABLE'],
      ]);
      expect((await shop.guest.send('/api/v1/carts/0198c0de-0000-7000-8000-000000000000')).status).toBe(503);
      expect((await shop.guest.send('/api/v1/products')).status).toBe(200);
      expect((await manager.send('/api/v1/me')).status).toBe(200);
    });
  });
});
