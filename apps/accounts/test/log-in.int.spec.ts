import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@tovar/testing';
import { AccountsShop, newEmail } from './accounts-shop.ts';

describe('logging in', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ ACCOUNTS_LOGIN_TRIES_PER_EMAIL: '3', ACCOUNTS_LOGIN_TRIES_PER_IP: '5' });
  });
  afterAll(() => accounts.stop());

  /** Each test comes from a network of its own, so that none pays for another's tries. */
  const from = (ip: string) => ({ 'x-client': 'native', 'x-client-ip': ip });

  it('answers tokens that other services accept, with the scopes of the roles', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const { status, body, headers } = await accounts.logIn({ email }, from('192.0.2.1'));
    expect(status).toBe(201);
    expect(headers['cache-control']).toBe('no-store');
    const elsewhere = await accounts.askElsewhere(body.accessToken);
    expect(elsewhere.body).toMatchObject({ userId: body.user.id, sessionId: body.sessionId, roles: ['customer'] });
    expect(elsewhere.body.scopes).toEqual([
      'analytics:read:own',
      'notifications:read:own',
      'notifications:write:own',
      'orders:cancel:own',
      'orders:place:own',
      'orders:read:own',
      'payments:read:own',
      'reviews:write:own',
      'sessions:read:own',
      'sessions:revoke:own',
    ]);
  });

  it('tells of the new session', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const { body } = await accounts.logIn({ email }, from('192.0.2.2'));
    const started = await waitFor('the event', async () => {
      const events = await accounts.shop.running.process.eventLog.latest(20);
      return events.find(({ type, subject }) => type === 'session.started.v1' && subject === body.sessionId);
    });
    expect(started.data).toEqual({ sessionId: body.sessionId, userId: body.user.id, isKnownDevice: false });
  });

  it('[LOG-02] leaves a row when it fails, with network and request, and with the actor if there is one', async () => {
    const email = newEmail();
    const { id } = (await accounts.openAccount({ email })).body;
    const headers = { ...from('192.0.2.40'), 'x-request-id': `failed-${id}` };
    await accounts.logIn({ email, password: 'not the password' }, headers);
    await accounts.logIn({ email: newEmail() }, headers);
    const trail = `SELECT kind, actor_id, ip_prefix, details FROM security_event WHERE request_id = $1 ORDER BY id`;
    const failed = { kind: 'login-failed', ip_prefix: '192.0.2.0/24', details: null };
    expect(await accounts.database.query(trail, [headers['x-request-id']])).toEqual([
      { ...failed, actor_id: id },
      { ...failed, actor_id: null },
    ]);
  });

  it('[AUTH-10] answers a wrong password, an unknown address and a blocked account alike', async () => {
    const [known, blocked] = [newEmail(), newEmail()];
    await accounts.openAccount({ email: known });
    await accounts.openAccount({ email: blocked });
    await accounts.database.query(`UPDATE user_account SET status = 'blocked' WHERE email = $1`, [blocked]);
    const wrong = await accounts.logIn({ email: known, password: 'not the password' }, from('192.0.2.3'));
    const unknown = await accounts.logIn({ email: newEmail() }, from('192.0.2.3'));
    const refused = await accounts.logIn({ email: blocked }, from('192.0.2.3'));
    const { traceId: _, ...answer } = wrong.body;
    expect(answer).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
    for (const other of [unknown, refused]) {
      expect(other.status).toBe(wrong.status);
      expect(other.body).toEqual({ ...answer, traceId: expect.any(String) });
      expect(other.statements).toBe(wrong.statements);
    }
  });

  it('[AUTH-11] slows down tries with one address, and says for how long', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const attempt = (index: number) =>
      accounts.logIn({ email, password: `guess ${index}` }, from(`203.0.113.${index}`));
    const answers = [];
    for (let index = 1; index <= 5; index += 1) answers.push(await attempt(index));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429]);
    expect(answers.at(-1)?.body).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) });
  });

  it('lets no more tries through when they come all at once', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const tries = Array.from({ length: 30 }, (_, index) =>
      accounts.logIn({ email, password: `guess ${index}` }, from(`10.0.0.${index}`)),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(4);
    expect(statuses.filter((status) => status === 429)).toHaveLength(26);
  });

  it('[AUTH-11] slows down one network that tries many addresses, and leaves others alone', async () => {
    const emails = Array.from({ length: 7 }, newEmail);
    const answers = [];
    for (const email of emails) answers.push(await accounts.logIn({ email }, from('2001:db8::17')));
    expect(answers.at(-1)?.status).toBe(429);
    expect((await accounts.logIn({ email: newEmail() }, from('2001:db8::18'))).status).toBe(429);
    expect((await accounts.logIn({ email: newEmail() }, from('2001:db8:0:1::17'))).status).toBe(401);
  });

  it('forgets the tries once the right password comes', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const tries = ['no', 'no', undefined, 'no', 'no', undefined];
    const statuses = [];
    for (const [index, password] of tries.entries()) {
      statuses.push(
        (await accounts.logIn({ email, ...(password ? { password } : {}) }, from(`10.1.0.${index}`))).status,
      );
    }
    expect(statuses).toEqual([401, 401, 201, 401, 401, 201]);
  });
});

describe('logging in when too many do', () => {
  it('[AUTH-08] refuses what it cannot hold, and stays healthy', async () => {
    const accounts = await AccountsShop.start({
      ACCOUNTS_HASHING_CONCURRENCY: '2',
      ACCOUNTS_HASHING_QUEUE: '20',
      ACCOUNTS_LOGIN_TRIES_PER_IP: '10000',
    });
    try {
      const crowd = Promise.all(Array.from({ length: 150 }, () => accounts.logIn({ email: newEmail() })));
      const waitsMs = await latenciesUntil(crowd, () => accounts.request({ path: '/health/live' }));
      const answers = await crowd;
      expect(waitsMs.length).toBeGreaterThan(10);
      // Hashing on the event loop would show as seconds.
      expect(waitsMs.toSorted((a, b) => a - b)[Math.floor(waitsMs.length / 2)]).toBeLessThan(500);
      const checked = answers.filter(({ status }) => status === 401);
      const refused = answers.filter(({ status }) => status === 503);
      expect(checked.length).toBeGreaterThanOrEqual(20);
      expect(refused.length).toBeGreaterThan(0);
      expect(checked.length + refused.length).toBe(150);
      expect(refused[0]?.body.code).toBe('PASSWORD_CHECKS_BUSY');
      expect(refused[0]?.headers['retry-after']).toBe('1');
    } finally {
      await accounts.stop();
    }
  });
});

/** How long each of the requests took that were made, one after another, until the crowd was answered. */
async function latenciesUntil(crowd: Promise<unknown>, ask: () => Promise<unknown>): Promise<number[]> {
  const crowdState = { isWaiting: true };
  const end = (): void => void (crowdState.isWaiting = false);
  crowd.then(end, end);
  const waitsMs: number[] = [];
  while (crowdState.isWaiting) {
    const startedAt = performance.now();
    await ask();
    waitsMs.push(performance.now() - startedAt);
    await delay(5);
  }
  return waitsMs;
}
