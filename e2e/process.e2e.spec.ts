import { createServer } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@tovar/testing';
import { RawClient } from './support/raw-client.ts';
import { ShopProcess } from './support/shop-process.ts';

const ORDERS = `{ orders(first: 10) { edges { node {
  fulfillmentStatus paymentStatus lines { product { myReview { status commentCount likeCount } } }
  shipments { status } returns { status }
} } } }`;
/** The newest first. */
const PURCHASES = [
  {
    fulfillmentStatus: 'DELIVERED',
    paymentStatus: 'PARTIALLY_REFUNDED',
    lines: expect.arrayContaining([
      { product: { myReview: { status: 'APPROVED', commentCount: 2, likeCount: 1 } } },
      { product: { myReview: null } },
    ]),
    shipments: [{ status: 'DELIVERED' }],
    returns: [{ status: 'REFUNDED' }],
  },
  {
    fulfillmentStatus: 'SHIPPED',
    paymentStatus: 'PAID',
    lines: [{ product: { myReview: null } }],
    shipments: [{ status: 'SHIPPED' }],
    returns: [],
  },
];

describe('the shop as a process', () => {
  let shop: ShopProcess;

  beforeAll(async () => {
    shop = await ShopProcess.onNewFolder({ DEMO_ORDERS: 'some' });
  });
  afterAll(() => shop.remove());

  const customer = async (): Promise<RawClient> => new RawClient(shop.url).loggedIn(await shop.login('customer'));
  const seesPurchases = async (): Promise<void> => {
    const client = await customer();
    await waitFor('the purchases', async () => {
      const { body } = await client.graphql(ORDERS);
      expect(body.data.orders.edges.map(({ node }: { node: object }) => node)).toEqual(PURCHASES);
      return true;
    });
  };

  it('[SEC-02] fills itself on the first start and prints addresses, logins and a query to try', async () => {
    await shop.start();
    expect(shop.output).toContain('Filling the shop');
    for (const role of ['customer', 'manager', 'admin']) {
      const { email, password } = await shop.login(role as 'customer');
      expect(shop.output).toContain(`${email}  ${password}`);
    }
    expect(shop.output).toContain('random, made for this shop alone');
    const page = await fetch(`${shop.url}/status`);
    expect(await page.text()).toContain('catalog');
  });

  it('leaves orders of its customer: one on its way, one that was reviewed, answered and sent back in part', async () => {
    await seesPurchases();
    const told = ['order-paid', 'shipment-shipped', 'shipment-delivered', 'review-answered', 'review-liked'];
    const client = await customer();
    await waitFor('what the customer is told', async () => {
      const { body } = await client.graphql('{ notifications(first: 50) { edges { node { kind } } } }');
      const kinds = body.data.notifications.edges.map(({ node }: { node: { kind: string } }) => node.kind);
      return [...told, 'order-refunded'].every((kind) => kinds.includes(kind));
    });
  });

  it('says so and exits when it is started a second time on the same data', async () => {
    const second = shop.another();
    await expect(second.start()).rejects.toThrow(/already runs on/);
    expect((await second.end()).code).toBe(1);
    expect(await isAnswering(shop.url)).toBe(true);
  });

  it('recovers after a kill: PostgreSQL that was left behind is stopped, nothing is filled twice', async () => {
    await shop.kill();
    const orphan = await postgresOf(shop);
    expect(await isAlive(orphan)).toBe(true);
    await shop.start();
    expect(await isAlive(orphan)).toBe(false);
    expect(shop.output).not.toContain('Filling the shop (small, seed 1) 100%');
    expect(await isAnswering(shop.url)).toBe(true);
    await seesPurchases();
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops everything on %s, PostgreSQL too', async (signal) => {
    if (!(await isAnswering(shop.url))) await shop.start();
    const postgres = await postgresOf(shop);
    expect(await shop.stop(signal)).toEqual({ code: 0, signal: null });
    expect(await isAlive(postgres)).toBe(false);
  });

  it('takes the next port when its own is taken', async () => {
    const port = Number(new URL(shop.url).port);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    await shop.start();
    expect(Number(new URL(shop.url).port)).toBeGreaterThan(port);
    await new Promise((resolve) => other.close(resolve));
  });

  it('[AUTH-17] has no account in production but an admin, whose password it prints on the first start alone', async () => {
    const production = await ShopProcess.onNewFolder({
      NODE_ENV: 'production',
      SERVICES: 'accounts,gateway',
      PUBLIC_URL: 'https://shop.example',
      ACCOUNTS_FIRST_ADMIN_EMAIL: 'boss@shop.example',
    });
    await production.start();
    const password = /boss@shop\.example {2}(\S+)/.exec(production.output)?.[1];
    const login = await fetch(`${production.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'boss@shop.example', password }),
    });
    expect((await login.json()).user).toMatchObject({ roles: ['admin'] });
    expect((await fetch(`${production.url}/outbox`)).status).toBe(403);
    await production.stop();
    await production.start();
    expect(production.output).not.toContain('boss@shop.example');
    await production.remove();
  });

  it('[SEC-01] does not start in production with settings of a demo, and names each of them', async () => {
    const unsafe = await ShopProcess.onNewFolder({ NODE_ENV: 'production', LOG_LEVEL: 'debug' });
    await writeFile(join(unsafe.folder, 'secret'), 'changeme-changeme-changeme-changeme');
    await expect(unsafe.start({ LINK_SECRET_FILE: join(unsafe.folder, 'secret') })).rejects.toThrow(/problem\(s\)/);
    const names = ['LINK_SECRET', 'PUBLIC_URL', 'LOG_LEVEL', 'PAYPAL_ENVIRONMENT', 'PAYPAL_CLIENT_SECRET'];
    for (const name of names) expect(unsafe.output).toContain(`- ${name}: `);
    expect(unsafe.output).not.toContain('changeme');
    expect((await unsafe.end()).code).toBe(1);
    await unsafe.remove();
  });

  it('refuses bad configuration with one message that lists every problem, and exit code 1', async () => {
    const bad = await ShopProcess.onNewFolder({ PORT: 'high', LOG_LEVEL: 'loud', DEMO_SIZE: 'huge' });
    await expect(bad.start()).rejects.toThrow(/has 3 problem/);
    for (const name of ['PORT', 'LOG_LEVEL', 'DEMO_SIZE']) expect(bad.output).toContain(`- ${name}: `);
    expect((await bad.end()).code).toBe(1);
    await bad.remove();
  });
});

async function postgresOf(shop: ShopProcess): Promise<number> {
  const pidFile = await waitFor('PostgreSQL', () =>
    readFile(join(shop.folder, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => undefined),
  );
  return Number(pidFile.split('\n')[0]);
}

/** A process whose parent has not yet taken note of its end is listed still, as a zombie. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !stat.includes(') Z');
}

function isAnswering(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
}
