import { vi } from 'vitest';
import { PasswordHasher } from '../src/domain/password-hasher.ts';
import { AccountsShop, newEmail } from './accounts-shop.ts';

describe('who asks about an address', () => {
  let accounts: AccountsShop;
  let known: string;
  let blocked: string;
  let unconfirmed: string;

  beforeAll(async () => {
    accounts = await AccountsShop.start({ ACCOUNTS_LOGIN_TRIES_PER_EMAIL: '1000' });
    [known, blocked, unconfirmed] = [newEmail(), newEmail(), newEmail()];
    await accounts.openAccount({ email: known });
    await accounts.openAccount({ email: blocked });
    await accounts.register({ email: unconfirmed });
    await accounts.database.query(`UPDATE user_account SET status = 'blocked' WHERE email = $1`, [blocked]);
  });
  afterAll(() => accounts.stop());
  afterEach(() => vi.restoreAllMocks());

  /** Hashes, and statements: whatever takes time. */
  const workOf = async (ask: () => Promise<{ statements: number }>) => {
    const hasher = accounts.shop.running.app('accounts').get(PasswordHasher);
    const [hash, verify] = [vi.spyOn(hasher, 'hash'), vi.spyOn(hasher, 'verify')];
    const { statements } = await ask();
    const work = { statements, hashed: hash.mock.calls.length, verified: verify.mock.calls.length };
    vi.restoreAllMocks();
    return work;
  };
  const everybody = () => [known, blocked, unconfirmed, newEmail()];

  it('[AUTH-10] has one password checked by each login, whoever has the address', async () => {
    const answers = [];
    const works = [];
    for (const email of everybody()) {
      const logIn = () => accounts.logIn({ email, password: 'not the password' });
      works.push(await workOf(logIn));
      const { status, body } = await logIn();
      answers.push({ status, ...body, traceId: '' });
    }
    expect(works[0]).toMatchObject({ hashed: 0, verified: 1 });
    for (const work of works) expect(work).toEqual(works[0]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each([
    ['/api/v1/accounts', { displayName: 'Mira', password: 'Seven-Herons-Over-The-Marsh' }, 1],
    ['/api/v1/accounts/verification-mails', {}, 0],
    ['/api/v1/password-reset-mails', {}, 0],
  ])('[AUTH-10] causes the same work by %s, whoever has the address', async (path, body, hashed) => {
    const works = [];
    for (const email of everybody())
      works.push(await workOf(() => accounts.request({ method: 'POST', path, body: { ...body, email } })));
    expect(works[0]).toMatchObject({ hashed, verified: 0 });
    for (const work of works) expect(work).toEqual(works[0]);
  });
});
