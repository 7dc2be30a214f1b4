import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccountsConfig } from '../accounts.config.ts';
import { UserRepository } from '../domain/user.repository.ts';
import { CreateFirstAccounts } from './create-first-accounts.ts';

/** Tell it to whoever started the shop, once: the password is kept nowhere. */
export interface FirstAdmin {
  readonly email: string;
  readonly password: string;
}

/**
 * Makes the first admin of a shop that has none, with a random password: nothing comes with the shop that opens it. Returns
 * undefined when there is an admin, or when the address has an account that is none.
 */
@Injectable()
export class CreateFirstAdmin {
  constructor(
    private readonly users: UserRepository,
    private readonly createFirstAccounts: CreateFirstAccounts,
    private readonly config: AccountsConfig,
  ) {}

  async execute(): Promise<FirstAdmin | undefined> {
    if (await this.users.isHeld('admin')) return undefined;
    const email = this.config.ACCOUNTS_FIRST_ADMIN_EMAIL;
    const password = randomBytes(18).toString('base64url');
    const account = { email, password, displayName: 'Admin', roles: ['admin'] };
    const { made } = await this.createFirstAccounts.execute({ accounts: [account] });
    return made.length > 0 ? { email, password } : undefined;
  }
}
