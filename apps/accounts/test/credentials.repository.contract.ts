import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { CredentialLink, Credentials, CredentialsRepository } from '../src/domain/credentials.repository.ts';

export interface CredentialsStore {
  readonly credentials: CredentialsRepository;
  /** Returns the id of a new user who may log in. */
  aUser(): Promise<string>;
}

/** What every `CredentialsRepository` promises. */
export function describeCredentialsRepository(adapter: string, open: () => Promise<CredentialsStore>): void {
  describe(`credentials repository ${adapter}`, () => {
    let store: CredentialsStore;

    beforeAll(async () => {
      store = await open();
    });

    const someone = async (): Promise<Credentials> => {
      const found = await store.credentials.find(await store.aUser());
      if (!found) throw new Error('There is no such user.');
      return found;
    };
    const linked = async (owner: Credentials, fields: Partial<CredentialLink> = {}): Promise<CredentialLink> => {
      const link: CredentialLink = {
        hash: randomBytes(32),
        userId: owner.userId,
        purpose: 'reset-password',
        credentialsVersion: owner.version,
        endsAt: new Date(Date.now() + 60_000),
        ...fields,
      };
      await store.credentials.addLink(link);
      return link;
    };
    const findBy = ({ hash, purpose }: CredentialLink, now = new Date()) =>
      store.credentials.findByLink(hash, purpose, now);

    it('finds a person by id and by address', async () => {
      const owner = await someone();
      expect(await store.credentials.findByEmail(owner.email)).toEqual(owner);
      expect(await store.credentials.findByEmail('nobody@example.com')).toBeUndefined();
      expect(await store.credentials.find(uuidv7())).toBeUndefined();
    });

    it('finds whose credentials a link may change, and with what', async () => {
      const owner = await someone();
      expect(await findBy(await linked(owner))).toMatchObject(owner);
      const link = await linked(owner, { purpose: 'change-email', newEmail: 'next@example.com' });
      expect(await findBy(link)).toMatchObject({ ...owner, newEmail: 'next@example.com' });
    });

    it('finds nobody by a link that is meant for something else, has ended or never was', async () => {
      const link = await linked(await someone());
      expect(await findBy({ ...link, purpose: 'change-email' })).toBeUndefined();
      expect(await findBy(link, link.endsAt)).toBeUndefined();
      expect(await findBy({ ...link, hash: randomBytes(32) })).toBeUndefined();
    });

    it('ends every link with a new password, also one that is stored again', async () => {
      const owner = await someone();
      const links = [await linked(owner), await linked(owner)];
      await store.credentials.changePassword(owner.userId, { passwordHash: '$argon2id$next', provesEmail: false });
      for (const link of links) {
        await store.credentials.addLink({ ...link, credentialsVersion: owner.version + 1 });
        expect(await findBy(link)).toBeUndefined();
      }
      const changed = await store.credentials.find(owner.userId);
      expect(changed).toEqual({ ...owner, passwordHash: '$argon2id$next', version: owner.version + 1 });
    });

    it('ends every link with a new address, and gives an address once', async () => {
      const [owner, other] = [await someone(), await someone()];
      const link = await linked(owner);
      const email = `${uuidv7()}@example.com`;
      await store.credentials.changeEmail(owner.userId, email);
      expect(await findBy(link)).toBeUndefined();
      expect(await store.credentials.find(owner.userId)).toEqual({ ...owner, email, version: owner.version + 1 });
      await expect(store.credentials.changeEmail(other.userId, email)).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    });
  });
}
