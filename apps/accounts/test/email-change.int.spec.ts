import { AccountsShop, GOOD_PASSWORD, type LoggedIn, newEmail } from './accounts-shop.ts';

describe("a change of the account's address", () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  const ask = (as: LoggedIn, newEmailAddress: string, password = GOOD_PASSWORD) =>
    accounts.as(as, { method: 'PUT', path: '/api/v1/me/email', body: { newEmail: newEmailAddress, password } });
  const confirm = (token: string) =>
    accounts.request({ method: 'POST', path: '/api/v1/email-changes', body: { token } });

  it('[AUTH-15] needs the password again and an answer from the new address, and is told to the old one', async () => {
    const mira = await accounts.someoneLoggedIn();
    const next = newEmail();
    expect(await ask(mira, next, 'not it')).toMatchObject({ status: 422, body: { code: 'WRONG_PASSWORD' } });
    expect(await ask(mira, next)).toMatchObject({ status: 202, body: { mailedTo: next } });
    const { token } = await accounts.mailTo(next, 'Confirm your new e-mail address');
    expect((await accounts.as(mira, { path: '/api/v1/me' })).body.email).toBe(mira.email);
    expect(await confirm(token)).toMatchObject({ status: 200, body: { email: next } });
    expect((await accounts.as(mira, { path: '/api/v1/me' })).body.email).toBe(next);
    expect((await accounts.logIn({ email: next })).status).toBe(201);
    expect((await accounts.logIn(mira)).status).toBe(401);
    await accounts.mailTo(mira.email, 'Your account has another e-mail address');
  });

  it('[AUTH-12] takes its token once, and makes tokens for the password from before worthless', async () => {
    const mira = await accounts.someoneLoggedIn();
    const next = newEmail();
    await accounts.request({ method: 'POST', path: '/api/v1/password-reset-mails', body: { email: mira.email } });
    const reset = await accounts.mailTo(mira.email, 'Choose a new password');
    await ask(mira, next);
    const { token } = await accounts.mailTo(next);
    expect((await confirm(token)).status).toBe(200);
    expect(await confirm(token)).toMatchObject({ status: 422, body: { code: 'INVALID_LINK' } });
    const late = { token: reset.token, newPassword: 'Twelve-Badgers-Behind-The-Barn' };
    const answer = await accounts.request({ method: 'POST', path: '/api/v1/password-resets', body: late });
    expect(answer.body.code).toBe('INVALID_LINK');
  });

  it('[AUTH-10] answers alike when the new address has an account, whose owner is told', async () => {
    const [mira, other] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    const [taken, free] = [await ask(mira, other.email), await ask(mira, newEmail())];
    expect(taken).toMatchObject({ status: free.status, body: { mailedTo: other.email } });
    expect(taken.statements).toBe(free.statements);
    expect((await accounts.mailTo(other.email, 'have an account already')).token).toBe('');
  });

  it('fails when somebody else has taken the new address meanwhile', async () => {
    const mira = await accounts.someoneLoggedIn();
    const next = newEmail();
    await ask(mira, next);
    const { token } = await accounts.mailTo(next);
    await accounts.database.query('UPDATE user_account SET email = $1 WHERE id = $2', [
      next,
      (await accounts.someoneLoggedIn()).userId,
    ]);
    expect(await confirm(token)).toMatchObject({ status: 409, body: { code: 'EMAIL_TAKEN' } });
    expect((await accounts.as(mira, { path: '/api/v1/me' })).body.email).toBe(mira.email);
  });

  it('is made by GraphQL as well', async () => {
    const mira = await accounts.someoneLoggedIn();
    const next = newEmail();
    const asked = await accounts.graphql(
      'mutation ($input: RequestEmailChangeInput!) { requestEmailChange(input: $input) { mailedTo errors { code } } }',
      { input: { newEmail: next, password: GOOD_PASSWORD } },
      mira,
    );
    expect(asked.body.data.requestEmailChange).toEqual({ mailedTo: next, errors: [] });
    const CONFIRM =
      'mutation ($input: MailedTokenInput!) { confirmEmailChange(input: $input) { email errors { code } } }';
    const input = { token: (await accounts.mailTo(next)).token };
    expect((await accounts.graphql(CONFIRM, { input })).body.data.confirmEmailChange).toEqual({
      email: next,
      errors: [],
    });
    expect((await accounts.graphql(CONFIRM, { input })).body.data.confirmEmailChange).toEqual({
      email: null,
      errors: [{ code: 'INVALID_LINK' }],
    });
  });
});
