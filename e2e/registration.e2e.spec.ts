import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './support/browser.ts';
import { mailTo } from './support/outbox.ts';
import { RawClient } from './support/raw-client.ts';
import { ShopProcess } from './support/shop-process.ts';

const PASSWORD = 'Seven-Herons-Over-The-Marsh';
const NEW_PASSWORD = 'Eleven-Otters-Under-The-Bridge';

describe('a new customer', () => {
  let shop: ShopProcess;
  let client: RawClient;

  beforeAll(async () => {
    shop = await (await ShopProcess.onNewFolder({ ACCOUNTS_LOGIN_TRIES_PER_IP: '20' })).start();
    client = new RawClient(shop.url);
  });
  afterAll(() => shop.remove());

  const anEmail = () => `${randomUUID()}@example.com`;

  it('registers, answers the mail in the outbox and logs in, by GraphQL', async () => {
    const email = anEmail();
    const registered = await client.graphql(
      'mutation ($input: RegisterInput!) { register(input: $input) { mailedTo errors { code } } }',
      { input: { email, displayName: 'Mira', password: PASSWORD } },
    );
    expect(registered.body.data.register).toEqual({ mailedTo: email, errors: [] });
    const { token } = await mailTo(shop.url, email);
    const verified = await client.graphql(
      'mutation ($input: MailedTokenInput!) { verifyEmail(input: $input) { user { id email } errors { code } } }',
      { input: { token } },
    );
    expect(verified.body.data.verifyEmail).toMatchObject({ user: { email }, errors: [] });
    const loggedIn = await client.graphql(
      'mutation ($input: LogInInput!) { logIn(input: $input) { tokens { accessToken } deviceToken errors { code } } }',
      { input: { email, password: PASSWORD } },
    );
    const { tokens, deviceToken } = loggedIn.body.data.logIn;
    expect(deviceToken).toEqual(expect.any(String));
    const me = await client.graphql('{ me { id email roles } }', {}, tokens.accessToken);
    expect(me.body.data.me).toEqual({ ...verified.body.data.verifyEmail.user, roles: ['customer'] });
  });

  it('registers, answers the mail in the outbox and logs in, by REST; a forgotten password is set anew', async () => {
    const email = anEmail();
    const wish = { email, displayName: 'Мира', password: PASSWORD, locale: 'RU' };
    const registered = await client.sendJson('POST', '/api/v1/accounts', wish);
    expect([registered.status, registered.body]).toEqual([202, { mailedTo: email }]);
    const mail = await mailTo(shop.url, email, 'Подтвердите');
    expect(mail.link).toMatch(`${shop.url}/account/verify-email#token=`);
    expect((await client.sendJson('POST', '/api/v1/accounts/verifications', { token: mail.token })).status).toBe(201);
    const native = { 'x-client': 'native' };
    const login = await client.sendJson('POST', '/api/v1/sessions', { email, password: PASSWORD }, native);
    expect(login.status).toBe(201);

    await client.sendJson('POST', '/api/v1/password-reset-mails', { email });
    const { token } = await mailTo(shop.url, email, 'Выберите');
    const reset = await client.sendJson('POST', '/api/v1/password-resets', { token, newPassword: NEW_PASSWORD });
    expect(reset.body).toEqual({ endedSessionIds: [login.body.sessionId] });
    const again = await client.sendJson('POST', '/api/v1/sessions', { email, password: NEW_PASSWORD }, native);
    expect(again.status).toBe(201);
    const me = await client.send('/api/v1/me', { token: again.body.accessToken as string });
    expect(me.body).toMatchObject({ email, displayName: 'Мира', roles: ['customer'] });
  });

  it('[AUTH-10] learns nothing of the address of somebody else', async () => {
    const { email } = await shop.login('customer');
    const answer = await client.sendJson('POST', '/api/v1/accounts', {
      email,
      displayName: 'Mira',
      password: PASSWORD,
    });
    expect([answer.status, answer.body]).toEqual([202, { mailedTo: email }]);
    expect((await mailTo(shop.url, email)).subject).toBe('You have an account already');
  });

  describe('in a browser', () => {
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      browser = await openBrowser();
      page = await browser.newPage();
    });
    afterAll(() => browser?.close());

    it('follows the links of the mails', async () => {
      const email = anEmail();
      await client.sendJson('POST', '/api/v1/accounts', { email, displayName: 'Mira', password: PASSWORD });
      await page.goto((await mailTo(shop.url, email)).link);
      await page.click('button');
      await page.waitForFunction(() => document.querySelector('output')?.textContent !== '');
      expect(await page.textContent('output')).toBe('Your account is open. Log in.');
      expect(page.url()).toBe(`${shop.url}/account/verify-email`);

      await page.goto(`${shop.url}/account/forgot-password`);
      await page.fill('input', email);
      await page.click('button');
      await page.goto((await mailTo(shop.url, email, 'Choose a new password')).link);
      await page.fill('input', NEW_PASSWORD);
      await page.click('button');
      await page.waitForFunction(() => document.querySelector('output')?.textContent !== '');
      const login = await client.sendJson('POST', '/api/v1/sessions', { email, password: NEW_PASSWORD });
      expect(login.status).toBe(201);
    });
  });

  // Last: from then on this machine has to wait before it may log in.
  it('[AUTH-11] cannot guess on by naming other addresses that it is forwarded for', async () => {
    const answers = [];
    for (let guess = 1; guess <= 25; guess += 1) {
      const spoofed = {
        'x-forwarded-for': `203.0.113.${guess}`,
        'x-client-ip': `203.0.113.${guess}`,
        'x-real-ip': '1.1.1.1',
      };
      const body = { email: anEmail(), password: 'guess' };
      answers.push(await client.sendJson('POST', '/api/v1/sessions', body, spoofed));
      if (answers.at(-1)?.status === 429) break;
    }
    const last = answers.at(-1);
    expect([last?.status, last?.codes]).toEqual([429, ['RATE_LIMITED']]);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
