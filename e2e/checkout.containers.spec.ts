import { randomUUID } from 'node:crypto';
import { services } from '@tovar/all-in-one';
import { Buyer } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { logIn, statusFor } from './support/person.ts';
import { RawClient } from './support/raw-client.ts';
import { serviceOf, ShopOfContainers } from './support/shop-of-containers.ts';

/** Of a build without anything that was built before, too. */
const STARTED_WITHIN_MS = 1_200_000;
const PASSWORD = 'Seven-Herons-Over-The-Marsh';
const OUR_USER = '10001:10001';
const AGE_NEXT_KEY = `const file = '/data/keys/signing-keys.json', ring = JSON.parse(fs.readFileSync(file));
  ring.next.publishedAt = 0; fs.writeFileSync(file, JSON.stringify(ring));`;

describe('the shop on containers', () => {
  let shop: ShopOfContainers;

  beforeAll(async () => {
    shop = await ShopOfContainers.start();
  }, STARTED_WITHIN_MS);
  afterAll(() => shop?.remove());

  it('sells to a guest, who pays by PayPal', async () => {
    const guest = new Buyer(shop.url, undefined, 'paypal');
    const placed = await guest.order(await plentifulVariant(guest.shop, 1), 2);
    await guest.pay(placed);
    expect(await guest.seesStatus(placed, 'PAID')).toMatchObject({ paymentStatus: 'PAID' });
  });

  it('sells to somebody who registers, and pays in roubles by YooKassa without coming back', async () => {
    const email = `${randomUUID()}@example.com`;
    const client = new RawClient(shop.url);
    await client.sendJson('POST', '/api/v1/accounts', { email, displayName: 'Mira', password: PASSWORD });
    const { accessToken } = await logIn(shop.url, { email, password: PASSWORD });
    const mira = new Buyer(shop.url, accessToken, 'yookassa');
    const line = { variantId: await plentifulVariant(mira.shop, 2), quantity: 1 };
    const placed = await mira.placeOrder(await mira.fillCartWith([line], undefined, 'RUB'));
    await mira.pay(placed, 'pay', false);
    expect(await mira.seesStatus(placed, 'PAID')).toMatchObject({ paymentStatus: 'PAID' });
  });

  it('[CONT-02] runs as nobody special, on file systems that nobody can write, within limits', async () => {
    for (const container of await shop.containers()) {
      const { User, HostConfig } = { ...container.Config, HostConfig: container.HostConfig };
      expect([container.Name, User]).toEqual([container.Name, expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
      expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'] });
      expect(HostConfig.SecurityOpt).toContain('no-new-privileges:true');
      expect(Math.min(HostConfig.Memory, HostConfig.PidsLimit)).toBeGreaterThan(0);
    }
    const identity = await shop.node('orders', '-p', '`${process.getuid()}:${process.getgid()}`');
    expect(identity.trim()).toBe(OUR_USER);
    await expect(shop.node('orders', '-e', `fs.writeFileSync('/app/apps/new.js', '')`)).rejects.toThrow('EROFS');
  });

  it('[AUTH-03] rotates its signing keys by a command within the container, and logs nobody out', async () => {
    const customer = await shop.login('customer');
    const before = await logIn(shop.url, customer);
    await shop.node('accounts', '-e', AGE_NEXT_KEY);
    expect(await shop.node('accounts', 'apps/all-in-one/dist/rotate-keys.js')).toContain('next key');
    const after = await logIn(shop.url, customer);
    expect(keyOf(after.accessToken)).not.toBe(keyOf(before.accessToken));
    for (const { accessToken } of [before, after])
      expect(await statusFor(shop.url, '/api/v1/me', `Bearer ${accessToken}`)).toBe(200);
  });

  it('tells an operator within a container what a service could not do', async () => {
    expect(await shop.node('orders', 'apps/all-in-one/dist/dead.js', 'list', 'orders')).toBe('orders: none\n');
  });

  it('[CONT-03] ends in time, with nothing left to do, when it is told to stop', async () => {
    await shop.stop();
    const ended = (await shop.containers()).filter((each) => serviceOf(each) in services);
    expect(Object.fromEntries(ended.map((each) => [serviceOf(each), each.State.ExitCode]))).toEqual(
      Object.fromEntries(Object.keys(services).map((name) => [name, 0])),
    );
  });
});

function keyOf(token: string): string {
  const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  return kid;
}
