import { AccountsShop, GOOD_PASSWORD, newEmail } from './accounts-shop.ts';
import { dumpOf } from './database-dump.ts';

describe('what proves who somebody is', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  it('[AUTH-06] is nowhere in the database: no password, no token, no mailed code, also of what is under way', async () => {
    const [mira, waiting, next] = [await accounts.someoneLoggedIn(), newEmail(), newEmail()];
    const { refreshToken, accessToken } = (await accounts.refresh(mira.refreshToken)).body;
    const { deviceToken } = (await accounts.logIn(mira)).body;
    await accounts.register({ email: waiting });
    await accounts.request({ method: 'POST', path: '/api/v1/password-reset-mails', body: { email: mira.email } });
    const change = { newEmail: next, password: GOOD_PASSWORD };
    await accounts.as(mira, { method: 'PUT', path: '/api/v1/me/email', body: change });
    const mailed = [
      await accounts.mailTo(waiting),
      await accounts.mailTo(mira.email, 'Choose a new password'),
      await accounts.mailTo(next),
    ].map(({ token }) => token);

    const dump = await dumpOf(accounts);
    expect(dump).toContain(mira.sessionId);
    const [id, , signature] = deviceToken.split('.');
    for (const secret of [mira.refreshToken, refreshToken, accessToken, ...mailed, id, signature]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
    }
    expect(dump).not.toContain(GOOD_PASSWORD);
  });
});
