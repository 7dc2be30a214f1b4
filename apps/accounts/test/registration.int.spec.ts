import { waitFor } from '@tovar/testing';
import { AccountsShop, GOOD_PASSWORD, newEmail } from './accounts-shop.ts';

describe('registering', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ PUBLIC_URL: 'https://shop.example/' });
  });
  afterAll(() => accounts.stop());

  const usersWith = (email: string) =>
    accounts.database.query('SELECT id, locale, email_verified_at FROM user_account WHERE email = $1', [email]);
  const resend = (email: string) =>
    accounts.request({ method: 'POST', path: '/api/v1/accounts/verification-mails', body: { email } });

  it('opens an account when the mail is answered, and not before', async () => {
    const email = newEmail();
    const registered = await accounts.register({ email: ` ${email.toUpperCase()} `, displayName: ' Mira ' });
    expect(registered).toMatchObject({ status: 202, body: { mailedTo: email } });
    expect((await accounts.logIn({ email })).body.code).toBe('INVALID_CREDENTIALS');
    const { token } = await accounts.mailTo(email);
    const verified = await accounts.verify(token);
    expect(verified.status).toBe(201);
    expect(verified.body).toEqual({ id: expect.any(String), email, displayName: 'Mira', roles: ['customer'] });
    expect((await accounts.logIn({ email })).status).toBe(201);
  });

  it('[AUTH-10] answers a known and an unknown address alike, by the same statements and one hash each', async () => {
    const known = newEmail();
    await accounts.openAccount({ email: known });
    const unknown = newEmail();
    const [first, second] = [await accounts.register({ email: known }), await accounts.register({ email: unknown })];
    expect(first.status).toBe(second.status);
    expect(first.body).toEqual({ mailedTo: known });
    expect(second.body).toEqual({ mailedTo: unknown });
    expect(first.statements).toBe(second.statements);
    const [again, resent] = [await resend(known), await resend(newEmail())];
    expect(again.status).toBe(resent.status);
    expect(again.statements).toBe(resent.statements);
  });

  it('tells the owner of a taken address, and nobody else', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    await accounts.register({ email, password: 'Another-Heron-In-The-Reeds' });
    const mail = await accounts.mailTo(email, 'have an account already');
    expect(mail.token).toBe('');
    expect(await usersWith(email)).toHaveLength(1);
    expect((await accounts.logIn({ email })).status).toBe(201);
  });

  it('opens one account, however many answer mails for the same address at once', async () => {
    const email = newEmail();
    await Promise.all([accounts.register({ email }), accounts.register({ email })]);
    const tokens = await waitFor('both mails', () => {
      const mails = accounts.shop.sentMails.filter(({ to }) => to === email);
      return mails.length === 2 && mails.map(({ text }) => /#token=([\w-]+)/.exec(text)?.[1] ?? '');
    });
    const answers = await Promise.all(tokens.map((token) => accounts.verify(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 422]));
    expect(await usersWith(email)).toHaveLength(1);
  });

  it('takes a token once', async () => {
    const email = newEmail();
    await accounts.register({ email });
    const { token } = await accounts.mailTo(email);
    expect((await accounts.verify(token)).status).toBe(201);
    expect(await accounts.verify(token)).toMatchObject({ status: 422, body: { code: 'INVALID_LINK' } });
  });

  it('takes a token for a day', async () => {
    const email = newEmail();
    await accounts.register({ email });
    const { token } = await accounts.mailTo(email);
    await accounts.database.query(`UPDATE registration SET ends_at = now() - interval '1 second' WHERE email = $1`, [
      email,
    ]);
    expect((await accounts.verify(token)).body.code).toBe('INVALID_LINK');
    expect(await usersWith(email)).toHaveLength(0);
  });

  it('sends the same link again to whoever has lost it', async () => {
    const email = newEmail();
    await accounts.register({ email });
    const first = await accounts.mailTo(email);
    expect(await resend(email)).toMatchObject({ status: 202, body: { mailedTo: email } });
    const again = await waitFor('the second mail', () =>
      accounts.shop.sentMails.find(({ to, id }) => to === email && id !== first.id),
    );
    expect(again.text).toBe(first.text);
  });

  it('leads to the shop that is configured, whatever Host the request names', async () => {
    const email = newEmail();
    await accounts.request({
      method: 'POST',
      path: '/api/v1/accounts',
      body: { email, displayName: 'Mira', password: GOOD_PASSWORD },
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    const { text } = await accounts.mailTo(email);
    expect(text).toMatch(/^https:\/\/shop\.example\/account\/verify-email#token=[\w-]{43}$/m);
    expect(text).not.toContain('evil');
  });

  it('writes in the language that the person asks for, or the client prefers', async () => {
    const [asked, preferred] = [newEmail(), newEmail()];
    const send = (body: object, headers: Record<string, string>) =>
      accounts.request({ method: 'POST', path: '/api/v1/accounts', body, headers });
    const person = { displayName: 'Мира', password: GOOD_PASSWORD };
    await send({ ...person, email: asked, locale: 'RU' }, { 'accept-language': 'en' });
    await send({ ...person, email: preferred }, { 'accept-language': 'de, ru-RU;q=0.8, en;q=0.5' });
    for (const email of [asked, preferred]) {
      const mail = await accounts.mailTo(email);
      expect(mail.subject).toBe('Подтвердите адрес электронной почты');
      await accounts.verify(mail.token);
      expect(await usersWith(email)).toMatchObject([{ locale: 'RU' }]);
    }
  });

  it('repeats nothing in the mail that a stranger typed', async () => {
    const email = newEmail();
    await accounts.register({ email, displayName: 'Win at https://evil.example' });
    expect((await accounts.mailTo(email)).text).not.toContain('evil');
  });

  it('leaves a trail', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const [user] = await usersWith(email);
    const trail = await accounts.database.query('SELECT kind FROM security_event WHERE actor_id = $1', [user?.id]);
    expect(trail).toEqual([{ kind: 'registered' }]);
  });
});

describe('registering in a shop that does not wait for the mail', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ ACCOUNTS_EMAIL_VERIFICATION: 'skipped' });
  });
  afterAll(() => accounts.stop());

  it('opens the account at once, and confirms it by the mail', async () => {
    const email = newEmail();
    await accounts.register({ email });
    expect((await accounts.logIn({ email })).status).toBe(201);
    const verified = await accounts.verify((await accounts.mailTo(email)).token);
    expect(verified).toMatchObject({ status: 201, body: { email } });
    const rows = await accounts.database.query('SELECT email_verified_at FROM user_account WHERE email = $1', [email]);
    expect(rows).toEqual([{ email_verified_at: expect.any(Date) }]);
  });

  it('leaves an account alone whose address somebody else registers', async () => {
    const email = newEmail();
    await accounts.register({ email });
    const again = await accounts.register({ email, password: 'Another-Heron-In-The-Reeds' });
    expect(again.status).toBe(202);
    expect((await accounts.logIn({ email })).status).toBe(201);
    await accounts.mailTo(email, 'have an account already');
  });
});

describe('registering too often', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ ACCOUNTS_MAILS_PER_EMAIL: '2', ACCOUNTS_MAILS_PER_IP: '4' });
  });
  afterAll(() => accounts.stop());

  const send = (path: string, email: string, ip: string) =>
    accounts.request({
      method: 'POST',
      path,
      body: path.endsWith('/accounts') ? { email, displayName: 'Mira', password: GOOD_PASSWORD } : { email },
      headers: { 'x-client-ip': ip },
    });

  it.each(['/api/v1/accounts', '/api/v1/accounts/verification-mails', '/api/v1/password-reset-mails'])(
    '[RATE-01] is answered 429 by %s, with the time to wait: for one address and for one network',
    async (path) => {
      const email = newEmail();
      const answers = [];
      for (let round = 1; round <= 4; round += 1) answers.push(await send(path, email, `198.51.100.${round}`));
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429]);
      expect(answers[3]).toMatchObject({ body: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } });
      expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(0);

      const others = [];
      for (let round = 1; round <= 6; round += 1) others.push((await send(path, newEmail(), '203.0.113.9')).status);
      expect(others).toEqual([202, 202, 202, 202, 202, 429]);
      expect((await send(path, newEmail(), '203.0.113.10')).status).toBe(202);
    },
  );
});
