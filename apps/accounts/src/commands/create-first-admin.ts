import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccountsConfig } from '../accounts.config.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { normalizeEmail } from '../domain/user.ts';
import { UserRepository } from '../domain/user.repository.ts';
import { CreateFirstAccounts } from './create-first-accounts.ts';

/** Tell it to whoever started the shop, once: the password is kept nowhere. */
export interface FirstAdmin {
  readonly email: string;
  readonly password: string;
}

/**
 * Makes the first admin of a shop that has none, with a random password: nothing comes with the shop that opens it. Returns
 * undefined when there is an admin, or when the address has an account that is none. May be tried again when it fails.
 */
@Injectable()
export class CreateFirstAdmin {
  /** One for all tries: a commit whose answer was lost has made the account all the same. */
  private tried?: FirstAdmin;

  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordHasher,
    private readonly createFirstAccounts: CreateFirstAccounts,
    private readonly config: AccountsConfig,
  ) {}

  async execute(): Promise<FirstAdmin | undefined> {
    if (!this.tried && (await this.users.isHeld('admin'))) return undefined;
    this.tried ??= { email: this.config.ACCOUNTS_FIRST_ADMIN_EMAIL, password: randomBytes(18).toString('base64url') };
    const { email, password } = this.tried;
    const account = { email, password, displayName: 'Admin', roles: ['admin'] };
    await this.createFirstAccounts.execute({ accounts: [account] });
    const stored = await this.users.findByEmail(normalizeEmail(email));
    const isOurs = await this.passwords.verify(stored?.passwordHash, password);
    this.tried = undefined;
    return isOurs ? { email, password } : undefined;
  }
}
