import type { NewUser, UserRepository } from '../src/domain/user.repository.ts';
import { v7 as uuidv7 } from 'uuid';

export interface UserStore {
  readonly users: UserRepository;
  /** The subjects of the events of this type that were told so far. */
  toldOf(type: string): Promise<readonly string[]>;
}

/** What every `UserRepository` promises. */
export function describeUserRepository(adapter: string, open: () => Promise<UserStore>): void {
  describe(`user repository ${adapter}`, () => {
    let store: UserStore;

    beforeAll(async () => {
      store = await open();
    });

    const aUser = (fields: Partial<NewUser> = {}): NewUser => ({
      id: uuidv7(),
      email: `${uuidv7()}@example.com`,
      displayName: 'Mira',
      roles: ['customer'],
      passwordHash: '$argon2id$of-the-first-password',
      isEmailVerified: true,
      ...fields,
    });

    it('finds by its address what was added, with the scopes of its roles', async () => {
      const { passwordHash, isEmailVerified, ...user } = aUser({ roles: ['customer', 'support'] });
      await store.users.add({ ...user, passwordHash, isEmailVerified });
      const found = await store.users.findByEmail(user.email);
      expect(found).toMatchObject({ user, passwordHash, isEmailVerified, isBlocked: false });
      expect(found?.scopes).toEqual(expect.arrayContaining(['orders:place:own', 'orders:read:any']));
    });

    it('names each scope once, though several roles have it', async () => {
      const user = aUser({ roles: ['support', 'manager', 'admin'] });
      await store.users.add(user);
      const { scopes = [] } = (await store.users.findByEmail(user.email)) ?? {};
      expect(new Set(scopes).size).toBe(scopes.length);
    });

    it('finds nobody by an address that nobody has', async () => {
      expect(await store.users.findByEmail('nobody@example.com')).toBeUndefined();
      expect(await store.users.isKnown('nobody@example.com')).toBe(false);
    });

    it('takes an address once, however many bring it at the same time', async () => {
      const email = `${uuidv7()}@example.com`;
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => store.users.add(aUser({ email }))));
      const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(refused).toEqual([
        expect.objectContaining({ code: 'EMAIL_TAKEN' }),
        expect.objectContaining({ code: 'EMAIL_TAKEN' }),
      ]);
      expect(await store.users.isKnown(email)).toBe(true);
    });

    it('keeps nothing of a user with a role that does not exist', async () => {
      const user = aUser({ roles: ['customer', 'emperor'] });
      await expect(store.users.add(user)).rejects.toMatchObject({ code: 'UNKNOWN_ROLE' });
      expect(await store.users.isKnown(user.email)).toBe(false);
    });

    it('tells of customers, and of nobody else', async () => {
      const [customer, manager] = [aUser(), aUser({ roles: ['manager'] })];
      await store.users.add(manager);
      await store.users.add(customer);
      const told = await store.toldOf('customer.registered.v1');
      expect(told).toContain(customer.id);
      expect(told).not.toContain(manager.id);
    });

    it('confirms the address of a user, once and for all', async () => {
      const user = aUser({ isEmailVerified: false });
      await store.users.add(user);
      expect((await store.users.findByEmail(user.email))?.isEmailVerified).toBe(false);
      expect(await store.users.confirmEmail(user.id)).toMatchObject({ id: user.id, roles: ['customer'] });
      expect((await store.users.findByEmail(user.email))?.isEmailVerified).toBe(true);
      expect(await store.users.confirmEmail(uuidv7())).toBeUndefined();
    });

    it('replaces a password hash, of that user alone, and only the one that it knew', async () => {
      const [user, other] = [aUser(), aUser()];
      await store.users.add(user);
      await store.users.add(other);
      await store.users.rehashPassword(user.id, { old: user.passwordHash, new: '$argon2id$of-the-second' });
      await store.users.rehashPassword(user.id, { old: user.passwordHash, new: '$argon2id$of-the-third' });
      expect((await store.users.findByEmail(user.email))?.passwordHash).toBe('$argon2id$of-the-second');
      expect((await store.users.findByEmail(other.email))?.passwordHash).toBe(other.passwordHash);
    });
  });
}
