import { run } from '@tovar/platform';
import { AccountsModule } from '../src/accounts.module.ts';
import { AccountsShop, GOOD_PASSWORD, newEmail } from './accounts-shop.ts';

const LIMITS = { ACCOUNTS_LOGIN_TRIES_PER_EMAIL: '2', ACCOUNTS_LOGIN_TRIES_PER_IP: '8' };
const from = (ip: string) => ({ 'x-client': 'native', 'x-client-ip': ip });

describe('guessing a password', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start(LIMITS);
  });
  afterAll(() => accounts.stop());

  const logIn = (body: object, headers: Record<string, string>) =>
    accounts.request({ method: 'POST', path: '/api/v1/sessions', body, headers });
  /** Until even the right password has to wait. */
  const strangersGuess = async (email: string, network: number) => {
    for (let guess = 1; guess <= 4; guess += 1)
      await accounts.logIn({ email, password: `guess ${guess}` }, from(`10.${network}.${guess}.1`));
  };

  it('[AUTH-11] does not keep the owner out on a device that has logged in before', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const first = await logIn({ email, password: GOOD_PASSWORD }, from('192.0.2.1'));
    await strangersGuess(email, 1);
    expect((await logIn({ email, password: GOOD_PASSWORD }, from('192.0.2.1'))).status).toBe(429);
    const { deviceToken } = first.body;
    const again = await logIn({ email, password: GOOD_PASSWORD, deviceToken }, from('192.0.2.1'));
    expect(again.status).toBe(201);
    expect(again.body.deviceToken).toEqual(expect.any(String));
  });

  it('[AUTH-11] does not keep the owner out in a browser that has logged in before', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const first = await logIn({ email, password: GOOD_PASSWORD }, { 'x-client-ip': '192.0.2.2' });
    const cookie = [first.headers['set-cookie']]
      .flat()
      .map(String)
      .find((each) => each.startsWith('__Host-device='));
    await strangersGuess(email, 2);
    const headers = { 'x-client-ip': '192.0.2.2' };
    expect((await logIn({ email, password: GOOD_PASSWORD }, headers)).status).toBe(429);
    const known = { ...headers, cookie: cookie?.split(';')[0] ?? '' };
    expect((await logIn({ email, password: GOOD_PASSWORD }, known)).status).toBe(201);
  });

  it('[AUTH-11] is slowed down on a known device as well, and for its own account alone', async () => {
    const [mine, theirs] = [newEmail(), newEmail()];
    await accounts.openAccount({ email: mine });
    await accounts.openAccount({ email: theirs });
    const { deviceToken } = (await logIn({ email: mine, password: GOOD_PASSWORD }, from('192.0.2.3'))).body;
    await strangersGuess(theirs, 3);
    const foreign = await logIn({ email: theirs, password: GOOD_PASSWORD, deviceToken }, from('192.0.2.3'));
    expect(foreign.status).toBe(429);
    const statuses = [];
    for (let guess = 1; guess <= 4; guess += 1)
      statuses.push((await logIn({ email: mine, password: `guess ${guess}`, deviceToken }, from('192.0.2.3'))).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  it.each(['x', 'a.b.c', `${'A'.repeat(22)}.zzzzzzzz.${'A'.repeat(43)}`])(
    '[AUTH-11] is not helped by a device token that the shop never gave: "%s"',
    async (deviceToken) => {
      const email = newEmail();
      const statuses = [];
      for (let guess = 1; guess <= 4; guess += 1)
        statuses.push((await logIn({ email, password: 'guess', deviceToken }, from(`10.4.${guess}.${guess}`))).status);
      expect(statuses).toEqual([401, 401, 401, 429]);
    },
  );

  it('[AUTH-11] does not begin anew when the client says that it is forwarded from elsewhere', async () => {
    const answers = [];
    for (let guess = 1; guess <= 10; guess += 1) {
      const headers = {
        ...from('192.0.2.5'),
        'x-forwarded-for': `203.0.113.${guess}`,
        forwarded: `for=203.0.113.${guess}`,
      };
      answers.push((await logIn({ email: newEmail(), password: 'guess' }, headers)).status);
    }
    expect(answers.at(-1)).toBe(429);
  });

  it('[AUTH-11] does not begin anew after a restart', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    await strangersGuess(email, 6);
    const { environment } = accounts.shop.running.process;
    const restarted = await run({ accounts: AccountsModule }, { environment });
    try {
      const guess = async () => {
        const answer = await restarted.app('accounts').inject({
          method: 'POST',
          url: '/api/v1/sessions',
          payload: { email, password: 'guess' },
          headers: { 'x-tovar-link-key': restarted.process.linkKey, 'x-client-ip': '192.0.2.6' },
        });
        return answer.statusCode;
      };
      // Anew, two would be free. The wait for one of them may have passed while the service started.
      expect([await guess(), await guess()]).toContain(429);
    } finally {
      await restarted.stop();
    }
  });
});

describe('guessing passwords from everywhere', () => {
  it('[AUTH-11] slows down the whole shop for a moment, but nobody on a known device', async () => {
    const accounts = await AccountsShop.start({ ACCOUNTS_LOGIN_TRIES_IN_ALL: '6' });
    try {
      const email = newEmail();
      await accounts.openAccount({ email });
      const { deviceToken } = (await accounts.logIn({ email })).body;
      const statuses = [];
      for (let guess = 1; guess <= 9; guess += 1)
        statuses.push((await accounts.logIn({ email: newEmail() }, from(`10.9.${guess}.1`))).status);
      expect(statuses.slice(0, 7)).toEqual(Array(7).fill(401));
      expect(statuses.slice(7)).toContain(429);
      const known = await accounts.request({
        method: 'POST',
        path: '/api/v1/sessions',
        body: { email, password: GOOD_PASSWORD, deviceToken },
        headers: from('10.9.0.1'),
      });
      expect(known.status).toBe(201);
    } finally {
      await accounts.stop();
    }
  });
});
