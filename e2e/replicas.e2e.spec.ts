import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@tovar/testing';
import { decodeJwt } from 'jose';
import { everyScope } from './support/access-of.ts';
import { ownToken } from './support/forged-tokens.ts';
import { logIn, statusFor } from './support/person.ts';
import { Replica } from './support/replica.ts';
import { ShopProcess } from './support/shop-process.ts';

const GUEST_BUDGET = 1_000;
const ASKED = 100;
/** The promise is two seconds; a machine that is busy otherwise needs longer to ask. */
const REVOKED_WITHIN_MS = 10_000;
/** Of the gateway's limiter; they turn with the clock. */
const WINDOW_MS = 60_000;
/** Long enough to ask so often on a busy machine. */
const ASKED_WITHIN_MS = 30_000;

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
