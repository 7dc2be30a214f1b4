import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { AccountsConfig } from '../accounts.config.ts';
import { EmailTaken } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import type { Registration } from '../domain/registration.repository.ts';
import { SecurityLog } from '../domain/security-log.ts';
import type { User } from '../domain/user.ts';
import { UserRepository } from '../domain/user.repository.ts';

export interface AccountToOpen {
  readonly registration: Registration;
  readonly client: Client;
}

/** Makes a customer's account from a registration. */
@Injectable()
export class OpenAccount {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly securityLog: SecurityLog,
    private readonly config: AccountsConfig,
  ) {}

  /** For an address that has proved to be theirs; an account that is open already is confirmed. Throws `EmailTaken`. */
  async confirmed(account: AccountToOpen): Promise<User> {
    const open = await this.users.confirmEmail(account.registration.id);
    return open ?? this.add(account, true);
  }

  /**
   * Where the shop does not wait for the proof; otherwise it does nothing. Nor does it when the address is taken: its
   * owner has a mail.
   */
  async unconfirmed(account: AccountToOpen): Promise<void> {
    if (this.config.ACCOUNTS_EMAIL_VERIFICATION === 'required') return;
    await this.add(account, false).catch((error: unknown) => {
      if (!(error instanceof EmailTaken)) throw error;
    });
  }

  private add({ registration, client }: AccountToOpen, isEmailVerified: boolean): Promise<User> {
    const { id, email, displayName, passwordHash, locale } = registration;
    const user = { id, email, displayName, roles: ['customer'] };
    return this.database.transaction(async () => {
      await this.users.add({ ...user, passwordHash, locale, isEmailVerified });
      await this.securityLog.add({ kind: 'registered', actorId: id, client });
      return user;
    });
  }
}
