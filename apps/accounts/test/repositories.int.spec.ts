import type { StoredEvent } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { SessionRepository } from '../src/domain/session.repository.ts';
import { UserRepository } from '../src/domain/user.repository.ts';
import { CredentialsRepository } from '../src/domain/credentials.repository.ts';
import { RegistrationRepository } from '../src/domain/registration.repository.ts';
import { AccountsShop, newEmail } from './accounts-shop.ts';
import { describeCredentialsRepository } from './credentials.repository.contract.ts';
import { describeRegistrationRepository } from './registration.repository.contract.ts';
import { describeSessionRepository } from './session.repository.contract.ts';
import { describeUserRepository } from './user.repository.contract.ts';

let accounts: AccountsShop;

beforeAll(async () => {
  accounts = await AccountsShop.start();
});
afterAll(() => accounts.stop());

/** Waits until the log has caught up with what is committed. */
async function toldOf(type: string): Promise<readonly string[]> {
  const log = accounts.shop.running.process.eventLog;
  const marker = uuidv7();
  await log.append('test', [{ type: 'test.marker.v1', subject: marker, data: {} }]);
  const events = await waitFor('the log', async () => {
    const seen: StoredEvent[] = [];
    for await (const batch of log.replay({ types: [type, 'test.marker.v1'] })) seen.push(...batch);
    return seen.some(({ subject }) => subject === marker) && seen;
  });
  return events.filter((event) => event.type === type).map(({ subject }) => subject);
}

async function aUser(): Promise<string> {
  const id = uuidv7();
  const users = accounts.shop.running.app('accounts').get(UserRepository);
  await users.add({
    id,
    email: newEmail(),
    displayName: 'Mira',
    roles: ['customer'],
    passwordHash: '$argon2id$',
    isEmailVerified: true,
  });
  return id;
}

describeUserRepository('by TypeORM', async () => ({
  users: accounts.shop.running.app('accounts').get(UserRepository),
  toldOf,
}));

describeSessionRepository('by TypeORM', async () => ({
  sessions: accounts.shop.running.app('accounts').get(SessionRepository),
  transaction: (work) => accounts.database.transaction(work),
  aUser,
  toldOf,
}));

describeRegistrationRepository('by TypeORM', async () =>
  accounts.shop.running.app('accounts').get(RegistrationRepository),
);

describeCredentialsRepository('by TypeORM', async () => ({
  credentials: accounts.shop.running.app('accounts').get(CredentialsRepository),
  aUser,
}));
