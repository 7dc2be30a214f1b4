import { vi } from 'vitest';
import { CreateFirstAccounts, CreateFirstAdmin } from '@tovar/accounts';
import { AccountsShop, newEmail } from './accounts-shop.ts';

describe('first accounts', () => {
  let accounts: AccountsShop;
  let createFirstAccounts: CreateFirstAccounts;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
    createFirstAccounts = accounts.shop.running.app('accounts').get(CreateFirstAccounts);
  });
  afterAll(() => accounts.stop());

  const anAccount = (fields: object = {}) => ({
    email: newEmail(),
    displayName: 'The Boss',
    password: 'Lantern-Quarry-Oboe-7',
    roles: ['admin'],
    ...fields,
  });

  it('[AUTH-17] are the only ones that a new shop has', async () => {
    expect(await accounts.database.query('SELECT FROM user_account')).toHaveLength(0);
  });

  it('[AUTH-17] begin with an admin whose random password is told once', async () => {
    const createFirstAdmin = accounts.shop.running.app('accounts').get(CreateFirstAdmin);
    const { execute } = createFirstAccounts;
    vi.spyOn(createFirstAccounts, 'execute').mockImplementationOnce(async (given) => {
      await execute.call(createFirstAccounts, given);
      throw Object.assign(new Error('The answer to its commit is lost.'), { code: 'ECONNRESET' });
    });
    await expect(createFirstAdmin.execute()).rejects.toMatchObject({ code: 'ECONNRESET' });
    const admin = await createFirstAdmin.execute();
    expect(admin).toEqual({ email: 'admin@example.com', password: expect.stringMatching(/^[\w-]{24}$/) });
    expect((await accounts.logIn({ email: 'admin@example.com', ...admin })).body.user.roles).toEqual(['admin']);
    expect(await createFirstAdmin.execute()).toBeUndefined();
  });

  it('can log in with the scopes of their roles', async () => {
    const manager = anAccount({ roles: ['manager'] });
    expect(await createFirstAccounts.execute({ accounts: [manager] })).toEqual({ made: [manager.email] });
    const { body } = await accounts.logIn(manager);
    const { scopes } = (await accounts.askElsewhere(body.accessToken)).body;
    expect(scopes).toEqual([
      'analytics:read:any',
      'analytics:read:own',
      'catalog:write:any',
      'keys:manage:own',
      'notifications:read:own',
      'notifications:write:own',
      'orders:cancel:any',
      'orders:read:any',
      'orders:repair:any',
      'payments:read:any',
      'promotions:read:any',
      'promotions:write:any',
      'reviews:manage:any',
      'reviews:write:own',
      'sessions:read:own',
      'sessions:revoke:own',
      'shipping:read:any',
      'shipping:write:any',
      'stock:write:any',
      'webhooks:read:any',
    ]);
  });

  it('may do everything as admin', async () => {
    const admin = anAccount();
    await createFirstAccounts.execute({ accounts: [admin] });
    const { body } = await accounts.logIn(admin);
    const { scopes } = (await accounts.askElsewhere(body.accessToken)).body;
    const all = await accounts.database.query('SELECT DISTINCT scope FROM role_scope ORDER BY scope');
    expect(scopes).toEqual(all.map(({ scope }) => scope));
  });

  it('are made once: a repeat changes nothing, not even the password', async () => {
    const first = anAccount();
    const other = anAccount();
    await createFirstAccounts.execute({ accounts: [first] });
    const again = { ...first, email: first.email.toUpperCase(), password: 'Another-Long-Secret-9' };
    expect(await createFirstAccounts.execute({ accounts: [again, other] })).toEqual({ made: [other.email] });
    expect((await accounts.logIn(first)).status).toBe(201);
    expect((await accounts.logIn({ email: first.email, password: again.password })).status).toBe(401);
  });

  it('are refused with a weak password and with a role that does not exist, and leave nothing', async () => {
    const weak = anAccount({ password: 'admin123' });
    const unknown = anAccount({ roles: ['emperor'] });
    await expect(createFirstAccounts.execute({ accounts: [weak] })).rejects.toMatchObject({ code: 'PASSWORD_REFUSED' });
    await expect(createFirstAccounts.execute({ accounts: [unknown] })).rejects.toMatchObject({ code: 'UNKNOWN_ROLE' });
    const found = 'SELECT FROM user_account WHERE email = ANY($1)';
    expect(await accounts.database.query(found, [[weak.email, unknown.email]])).toHaveLength(0);
  });
});
