import { waitFor } from '@tovar/testing';
import { AccountsShop, GOOD_PASSWORD, type LoggedIn, newEmail } from './accounts-shop.ts';

const NEW_PASSWORD = 'Eleven-Otters-Under-The-Bridge';

describe('a password', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ PUBLIC_URL: 'https://shop.example' });
  });
  afterAll(() => accounts.stop());

  const forget = (email: string, headers: Record<string, string> = {}) =>
    accounts.request({ method: 'POST', path: '/api/v1/password-reset-mails', body: { email }, headers });
  const reset = (token: string, newPassword = NEW_PASSWORD) =>
    accounts.request({ method: 'POST', path: '/api/v1/password-resets', body: { token, newPassword } });
  const change = (as: LoggedIn, currentPassword: string, newPassword = NEW_PASSWORD) =>
    accounts.as(as, { method: 'PUT', path: '/api/v1/me/password', body: { currentPassword, newPassword } });
  const resetTokenFor = async (email: string): Promise<string> => {
    await forget(email);
    return (await accounts.mailTo(email, 'Choose a new password')).token;
  };
  const isRefusedElsewhere = ({ accessToken }: LoggedIn) =>
    waitFor('the token to be refused', async () => (await accounts.askElsewhere(accessToken)).status === 401, 10_000);

  it('[AUTH-12] is set anew by a mailed token, which ends every session and logs nobody in', async () => {
    const mira = await accounts.someoneLoggedIn();
    const other = await accounts.again(mira);
    const answer = await reset(await resetTokenFor(mira.email));
    expect(answer.status).toBe(200);
    expect(answer.body.endedSessionIds.toSorted()).toEqual([mira.sessionId, other.sessionId].toSorted());
    expect(Object.keys(answer.body)).toEqual(['endedSessionIds']);
    expect(answer.headers['set-cookie']).toBeUndefined();
    for (const session of [mira, other]) await isRefusedElsewhere(session);
    expect((await accounts.refresh(mira.refreshToken)).status).toBe(401);
    expect((await accounts.logIn(mira)).status).toBe(401);
    expect((await accounts.logIn({ email: mira.email, password: NEW_PASSWORD })).status).toBe(201);
    await accounts.mailTo(mira.email, 'Your password has been changed');
  });

  it('[AUTH-12] has tokens of 256 bits, of which only a hash is kept', async () => {
    const mira = await accounts.someoneLoggedIn();
    const token = await resetTokenFor(mira.email);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const [link] = await accounts.database.query('SELECT hash FROM credential_link WHERE user_id = $1', [mira.userId]);
    expect(link?.hash).not.toEqual(Buffer.from(token, 'base64url'));
  });

  it('[AUTH-12] takes a token once, also when two come at the same time', async () => {
    const mira = await accounts.someoneLoggedIn();
    const token = await resetTokenFor(mira.email);
    const answers = await Promise.all([reset(token), reset(token, 'Twelve-Badgers-Behind-The-Barn')]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]));
    expect(answers.find(({ status }) => status === 422)?.body.code).toBe('INVALID_LINK');
    expect((await reset(token)).body.code).toBe('INVALID_LINK');
  });

  it('[AUTH-12] takes a token for thirty minutes', async () => {
    const mira = await accounts.someoneLoggedIn();
    const token = await resetTokenFor(mira.email);
    const life = `SELECT extract(epoch FROM ends_at - now()) AS seconds FROM credential_link WHERE user_id = $1`;
    const [link] = await accounts.database.query(life, [mira.userId]);
    expect(Number(link?.seconds)).toBeLessThanOrEqual(1_800);
    await accounts.database.query(
      `UPDATE credential_link SET ends_at = now() - interval '1 second' WHERE user_id = $1`,
      [mira.userId],
    );
    expect((await reset(token)).body.code).toBe('INVALID_LINK');
  });

  it('[AUTH-12] takes no token from before it was changed', async () => {
    const mira = await accounts.someoneLoggedIn();
    const token = await resetTokenFor(mira.email);
    expect((await change(mira, GOOD_PASSWORD)).status).toBe(200);
    expect((await reset(token)).body.code).toBe('INVALID_LINK');
  });

  it('[AUTH-12] takes no token that was mailed for something else', async () => {
    const email = newEmail();
    await accounts.register({ email });
    const { token } = await accounts.mailTo(email);
    expect((await reset(token)).body.code).toBe('INVALID_LINK');
    expect((await accounts.verify(token)).status).toBe(201);
  });

  it('[AUTH-12] is set by a link to the configured shop, whatever Host the request names', async () => {
    const { email } = await accounts.someoneLoggedIn();
    await forget(email, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    const { text } = await accounts.mailTo(email, 'Choose a new password');
    expect(text).toMatch(/^https:\/\/shop\.example\/account\/reset-password#token=[\w-]{43}$/m);
  });

  it('[AUTH-10] is forgotten alike for a known, an unknown and a blocked address', async () => {
    const [known, blocked] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    await accounts.database.query(`UPDATE user_account SET status = 'blocked' WHERE id = $1`, [blocked.userId]);
    const emails = [known.email, newEmail(), blocked.email];
    const answers = [];
    for (const email of emails) answers.push(await forget(email));
    for (const [index, answer] of answers.entries()) {
      expect(answer).toMatchObject({ status: 202, body: { mailedTo: emails[index] } });
      expect(answer.statements).toBe(answers[0]?.statements);
    }
    await accounts.mailTo(known.email, 'Choose a new password');
    const sent = accounts.shop.sentMails;
    expect(sent.filter(({ to, subject }) => emails.slice(1).includes(to) && subject.startsWith('Choose'))).toEqual([]);
  });

  it('[AUTH-09] must be a good one, and a refused one leaves the token good', async () => {
    const mira = await accounts.someoneLoggedIn();
    const token = await resetTokenFor(mira.email);
    expect((await reset(token, 'password1')).body).toMatchObject({ code: 'PASSWORD_REFUSED', reason: 'common' });
    expect((await reset(token, mira.email)).body).toMatchObject({ reason: 'own-name-or-email' });
    expect((await reset(token)).status).toBe(200);
  });

  it('[AUTH-04] is changed by whoever knows it, which ends all other sessions', async () => {
    const mira = await accounts.someoneLoggedIn();
    const other = await accounts.again(mira);
    const answer = await change(mira, GOOD_PASSWORD);
    expect(answer).toMatchObject({ status: 200, body: { endedSessionIds: [other.sessionId] } });
    await isRefusedElsewhere(other);
    expect((await accounts.askElsewhere(mira.accessToken)).status).toBe(200);
    expect((await accounts.refresh(mira.refreshToken)).status).toBe(200);
    expect((await accounts.logIn({ email: mira.email, password: NEW_PASSWORD })).status).toBe(201);
    await accounts.mailTo(mira.email, 'Your password has been changed');
  });

  it('is not changed by a borrowed session alone, which is slowed down when it guesses', async () => {
    const mira = await accounts.someoneLoggedIn();
    const answers = [];
    for (let guess = 1; guess <= 7; guess += 1) answers.push(await change(mira, `guess ${guess}`));
    expect(answers.slice(0, 6).map(({ body }) => body.code)).toEqual(Array(6).fill('WRONG_PASSWORD'));
    expect(answers[6]).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    expect((await accounts.logIn(mira)).status).toBe(201);
  });

  it('leaves a trail of what happened to it', async () => {
    const mira = await accounts.someoneLoggedIn();
    await change(mira, 'not it');
    await change(mira, GOOD_PASSWORD);
    await reset(await resetTokenFor(mira.email), 'Twelve-Badgers-Behind-The-Barn');
    const trail = await accounts.database.query<{ kind: string }>(
      `SELECT kind FROM security_event WHERE actor_id = $1 AND kind LIKE 'password%' ORDER BY id`,
      [mira.userId],
    );
    expect(trail.map(({ kind }) => kind)).toEqual([
      'password-confirmation-failed',
      'password-changed',
      'password-reset',
    ]);
  });
});

describe('a password by GraphQL', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  it('is changed, forgotten and set anew; what a form has to show is data', async () => {
    const mira = await accounts.someoneLoggedIn();
    const CHANGE = `mutation ($input: ChangePasswordInput!) {
      changePassword(input: $input) { endedSessionIds errors { code } }
    }`;
    const wrong = { currentPassword: 'not it', newPassword: NEW_PASSWORD };
    expect((await accounts.graphql(CHANGE, { input: wrong }, mira)).body.data.changePassword).toEqual({
      endedSessionIds: [],
      errors: [{ code: 'WRONG_PASSWORD' }],
    });
    const right = { currentPassword: GOOD_PASSWORD, newPassword: NEW_PASSWORD };
    expect((await accounts.graphql(CHANGE, { input: right }, mira)).body.data.changePassword.errors).toEqual([]);
    const forgotten = await accounts.graphql(
      'mutation ($input: MailAddressInput!) { requestPasswordReset(input: $input) { mailedTo errors { code } } }',
      { input: { email: mira.email } },
    );
    expect(forgotten.body.data.requestPasswordReset).toEqual({ mailedTo: mira.email, errors: [] });
    const { token } = await accounts.mailTo(mira.email, 'Choose a new password');
    const RESET =
      'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { endedSessionIds errors { code } } }';
    const input = { token, newPassword: 'Twelve-Badgers-Behind-The-Barn' };
    expect((await accounts.graphql(RESET, { input })).body.data.resetPassword).toEqual({
      endedSessionIds: [mira.sessionId],
      errors: [],
    });
    expect((await accounts.graphql(RESET, { input })).body.data.resetPassword.errors).toEqual([
      { code: 'INVALID_LINK' },
    ]);
  });
});
