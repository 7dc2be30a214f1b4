import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ShopClient } from '@tovar/all-in-one';
import { migrate } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { decodeJwt } from 'jose';
import { everyScope } from './support/access-of.ts';
import { ownToken } from './support/forged-tokens.ts';
import { HeldStock } from './support/held-stock.ts';
import { logIn, statusFor } from './support/person.ts';
import { environmentOf, Replica } from './support/replica.ts';
import { ShopProcess } from './support/shop-process.ts';
import { SteadyReads } from './support/steady-reads.ts';

const GUEST_BUDGET = 1_000;
const ASKED = 100;
/** The promise is two seconds; a machine that is busy otherwise needs longer to ask. */
const REVOKED_WITHIN_MS = 10_000;
/** Of the gateway's limiter; they turn with the clock. */
const WINDOW_MS = 60_000;
/** Long enough to ask so often on a busy machine. */
const ASKED_WITHIN_MS = 30_000;
/** Enough that each replica has some in hand. */
const WRITES = 6;
const READS_BEFORE = 40;

let shop: ShopProcess;

beforeAll(async () => {
  shop = await ShopProcess.onNewFolder({}, 'distributed.ts');
  await shop.start();
});
afterAll(() => shop.remove());

describe('two gateways before one shop', () => {
  let gateways: Replica[];

  beforeAll(async () => {
    const limited = { GATEWAY_RATE_LIMITS: 'on', GATEWAY_RATE_GUEST: String(GUEST_BUDGET) };
    gateways = await Promise.all([Replica.of(shop, 'gateway', limited), Replica.of(shop, 'gateway', limited)]);
  });
  afterAll(() => Promise.all((gateways ?? []).map((gateway) => gateway.stop())));

  const [first, second] = [0, 1].map((index) => () => gateways[index]?.url ?? '') as [() => string, () => string];

  it('[AUTH-04] both refuse a token within two seconds after its session was ended at one of them', async () => {
    const { accessToken, sessionId } = await logIn(first(), await shop.login('customer'));
    const authorization = `Bearer ${accessToken}`;
    expect(await statusFor(second(), '/api/v1/me', authorization)).toBe(200);
    const ended = await fetch(`${first()}/api/v1/sessions/${sessionId}`, {
      method: 'DELETE',
      headers: { authorization },
    });
    expect(ended.ok).toBe(true);
    await waitFor(
      'both to refuse the token',
      async () => {
        const answers = [first(), second()].map((url) => statusFor(url, '/api/v1/me', authorization));
        return (await Promise.all(answers)).every((status) => status === 401);
      },
      REVOKED_WITHIN_MS,
    );
  });

  it('[AUTH-03] both take tokens of the key that signs now, and of the one that signs after the next rotation', async () => {
    const { accessToken } = await logIn(first(), await shop.login('customer'));
    const { sub: userId, sid: sessionId } = decodeJwt<{ sid: string }>(accessToken);
    const identity = { userId, sessionId, scopes: everyScope() };
    const tokens = [accessToken, await ownToken(shop.folder, identity, 'next')];
    for (const token of tokens) {
      for (const url of [first(), second()]) expect(await statusFor(url, '/api/v1/me', `Bearer ${token}`)).toBe(200);
    }
  });

  it('[RATE-01] count one budget together', async () => {
    const ask = async (url: string): Promise<number> =>
      Number(/r=(\d+)/.exec((await fetch(`${url}/api/v1/products?limit=1`)).headers.get('ratelimit') ?? '')?.[1]);
    // What was counted in one window fades in the next: all of it has to be within one.
    const leftMs = WINDOW_MS - (Date.now() % WINDOW_MS);
    if (leftMs < ASKED_WITHIN_MS) await delay(leftMs);
    const before = await ask(second());
    for (let times = 0; times < ASKED; times += 1) await ask(first());
    let own = 0;
    const seen = await waitFor('one to know what the other has counted', async () => {
      own += 1;
      const left = await ask(second());
      return before - left - own >= ASKED - 1 && left;
    });
    expect(seen).toBeLessThan(GUEST_BUDGET - ASKED);
  });
});

describe('two catalogues behind one gateway', () => {
  let catalogs: Replica[] = [];
  let gateway: Replica;
  let token: string;
  let variants: string[];

  beforeAll(async () => {
    const drained = { DRAIN_MS: '1000', DATABASE_POOL: '10' };
    catalogs = await Promise.all([Replica.of(shop, 'catalog', drained), Replica.of(shop, 'catalog', drained)]);
    const { LINK_SERVICES: places = '' } = await environmentOf(shop.pidOf('gateway'));
    const both = catalogs.map(({ port }) => `https://127.0.0.1:${port}`).join('|');
    gateway = await Replica.of(shop, 'gateway', {
      LINK_SERVICES: places.replace(/\bcatalog=[^,]+/, `catalog=${both}`),
    });
    ({ accessToken: token } = await logIn(gateway.url, await shop.login('manager')));
    const { products } = await new ShopClient(gateway.url).graphql<{
      products: { nodes: { variants: { id: string }[] }[] };
    }>(`{ products(first: ${WRITES}) { nodes { variants { id } } } }`);
    variants = products.nodes.flatMap(({ variants: [first] }) => first?.id ?? []);
  });
  afterAll(async () => {
    await gateway?.stop();
    await Promise.all(catalogs.map((catalog) => catalog.stop()));
  });

  const [old, other] = [0, 1].map((index) => () => catalogs[index] as Replica) as [() => Replica, () => Replica];
  const receive = async (variantId: string): Promise<number> => {
    const { status } = await fetch(`${gateway.url}/api/v1/stock/${variantId}/receipts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ quantity: 1, reason: 'found' }),
    });
    return status;
  };
  /** Reads all the time while something happens. */
  const readDuring = async (happens: () => Promise<void>): Promise<SteadyReads> => {
    const reads = SteadyReads.begin(gateway.url);
    try {
      await reads.another(READS_BEFORE);
      await happens();
      await reads.another(READS_BEFORE);
    } finally {
      await reads.end();
    }
    return reads;
  };

  it('one that is told to stop ends what is in hand, and no read and no write fails', async () => {
    const held = await HeldStock.of(await shop.adminUrl(), variants);
    const reads = await readDuring(async () => {
      try {
        const writing = variants.map(receive);
        await held.waitedFor(variants.length);
        const ended = old().stop();
        await waitFor('it to want no more', async () => !(await old().isReady()));
        await held.release();
        expect(await Promise.all(writing)).toEqual(variants.map(() => 201));
        expect(await ended).toBe(0);
      } finally {
        await held.release();
      }
    });
    expect(reads.failures).toEqual([]);
  });

  it('a release goes over it: more in the database, the next process in its place, the last one gone, and nothing fails', async () => {
    const reads = await readDuring(async () => {
      expect(await expand(await shop.adminUrl())).toEqual(['catalog/9999-expand.sql']);
      // At the place of the one before.
      catalogs[0] = await Replica.of(shop, 'catalog', { PORT: String(old().port) });
      expect(await Promise.all(variants.map(receive))).toEqual(variants.map(() => 201));
      expect(await other().stop()).toBe(0);
      expect(await Promise.all(variants.map(receive))).toEqual(variants.map(() => 201));
    });
    expect(reads.failures).toEqual([]);
  });
});

/** What the next version of a service adds to its schema, while the last one works on. */
async function expand(adminUrl: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tovar-expand-'));
  try {
    await writeFile(
      join(folder, '9999-expand.sql'),
      `ALTER TABLE product ADD COLUMN next_version text, ADD COLUMN is_next boolean NOT NULL DEFAULT false;
       CREATE TABLE next_thing (id uuid PRIMARY KEY, product_id uuid NOT NULL REFERENCES product);
       CREATE INDEX product_next_version ON product (next_version)`,
    );
    return await migrate(adminUrl, [{ schema: 'catalog', folder, role: 'tovar_catalog' }]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
