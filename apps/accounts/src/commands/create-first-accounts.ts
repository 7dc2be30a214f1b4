import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { requireGoodPassword } from '../domain/password-rules.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { normalizeEmail } from '../domain/user.ts';
import { UserRepository } from '../domain/user.repository.ts';

export interface FirstAccount {
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
  /** Names of roles that exist, for example `admin`. */
  readonly roles: readonly string[];
}

/**
 * Makes the accounts with which a new shop begins, chosen by whoever starts it: there are no default ones. Those whose
 * address is known already stay as they are. Returns the addresses of those that were made. Throws `PasswordRefused`
 * and `UnknownRole`.
 */
@Injectable()
export class CreateFirstAccounts {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly passwords: PasswordHasher,
    private readonly securityLog: SecurityLog,
  ) {}

  async execute({ accounts }: { accounts: readonly FirstAccount[] }): Promise<{ made: string[] }> {
    const made: string[] = [];
    for (const account of accounts) {
      const email = normalizeEmail(account.email);
      if (await this.users.isKnown(email)) continue;
      await this.make({ ...account, email });
      made.push(email);
    }
    return { made };
  }

  private async make({ password, ...account }: FirstAccount): Promise<void> {
    requireGoodPassword(password, account);
    const user = { ...account, id: uuidv7(), passwordHash: await this.passwords.hash(password), isEmailVerified: true };
    await this.database.transaction(async () => {
      await this.users.add(user);
      await this.securityLog.add({ kind: 'first-account-made', actorId: user.id });
    });
  }
}
