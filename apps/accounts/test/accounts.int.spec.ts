import { AccountsShop, GOOD_PASSWORD, newEmail } from './accounts-shop.ts';

describe('an account that is wanted', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  it.each([
    ['an address that is none', { email: 'mira' }],
    ['a name with control characters', { displayName: 'Mira\u0000' }],
    ['an empty name', { displayName: '   ' }],
    ['a key that nobody knows', { isAdmin: true }],
  ])('is refused for %s', async (_, fields) => {
    const { status, body } = await accounts.register(fields as object);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
  });

  it('[AUTH-09] is refused for a password that anybody would guess, and says why', async () => {
    const { status, body } = await accounts.register({ password: 'P@ssw0rd123' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'PASSWORD_REFUSED', reason: 'common' });
  });

  it('is asked for only by those who are logged in', async () => {
    const { status, body } = await accounts.request({ path: '/api/v1/me' });
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('[AUTH-07] keeps its password as Argon2id with 19 MiB, two passes and one lane', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const [row] = await accounts.database.query('SELECT password_hash FROM user_account WHERE email = $1', [email]);
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('[AUTH-07] replaces a hash with weaker parameters at the next login', async () => {
    const email = newEmail();
    await accounts.openAccount({ email });
    const { hash } = await import('@node-rs/argon2');
    const weak = await hash(GOOD_PASSWORD, { memoryCost: 8_192, timeCost: 1 });
    await accounts.database.query('UPDATE user_account SET password_hash = $2 WHERE email = $1', [email, weak]);
    expect((await accounts.logIn({ email })).status).toBe(201);
    const [row] = await accounts.database.query('SELECT password_hash FROM user_account WHERE email = $1', [email]);
    expect(row?.password_hash).toContain('m=19456,t=2,p=1');
    expect((await accounts.logIn({ email })).status).toBe(201);
  });
});
