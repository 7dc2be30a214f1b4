import { ShopClient } from '@tovar/all-in-one';
import { waitFor } from '@tovar/testing';
import { Buyer } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { RawClient } from './support/raw-client.ts';
import { ShopProcess } from './support/shop-process.ts';

/** One route of each service: also those that anybody may use look at a token that is shown. */
const ROUTES = ['/api/v1/me', '/api/v1/products', '/api/v1/carts/none', '/api/v1/orders', '/api/v1/payments'];
/** The promise is a second; a machine that is busy otherwise needs longer to ask. */
const WITHIN_MS = 5_000;

describe('a session that is ended', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await (await ShopProcess.onNewFolder()).start();
  });
  afterAll(() => shop.remove());

  it('[AUTH-04] has its token refused by every service within a second, and its live updates closed', async () => {
    const client = new RawClient(shop.url);
    const { email, password } = await shop.login('customer');
    const { body } = await client.sendJson('POST', '/api/v1/sessions', { email, password });
    const token = body.accessToken as string;
    const customer = new Buyer(shop.url, token);
    const { order } = await customer.order(await plentifulVariant(customer.shop));
    const updates = live(new ShopClient(shop.url, token), order.id);
    await waitFor('the first update', () => updates.heard > 0);

    const ended = await client.send('/api/v1/sessions/current', { method: 'DELETE', token });
    expect(ended.status).toBe(204);
    const endedAt = performance.now();
    const untilRefused = (path: string) =>
      waitFor(`the token to be refused at ${path}`, async () => (await client.send(path, { token })).status === 401);
    await Promise.all(ROUTES.map(untilRefused));
    const overGraphQL = await client.graphql('{ me { id } }', {}, token);
    expect([overGraphQL.status, ...overGraphQL.codes]).toEqual([401, 'UNAUTHENTICATED']);
    expect(await updates.end).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(performance.now() - endedAt).toBeLessThan(WITHIN_MS);
  });
});

/** Counts what comes; `end` is what the updates ended with. */
function live(shop: ShopClient, orderId: string) {
  const updates = { heard: 0, end: Promise.resolve<unknown>(undefined) };
  const read = async (): Promise<void> => {
    for await (const _ of shop.follow('subscription ($id: ID!) { orderUpdated(id: $id) { status } }', { id: orderId }))
      updates.heard += 1;
  };
  updates.end = read().catch((error: unknown) => error);
  return updates;
}
