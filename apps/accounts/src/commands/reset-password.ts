import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { InvalidLink } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import { type Credentials, CredentialsRepository } from '../domain/credentials.repository.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { requireGoodPassword } from '../domain/password-rules.ts';
import { ReplacePassword } from './replace-password.ts';

export interface PasswordReset {
  readonly token: string;
  readonly newPassword: string;
  readonly client: Client;
}

/**
 * Sets a new password for whoever has the mailed token, and logs the account out everywhere; nobody is logged in by it.
 * Throws `InvalidLink`, `PasswordRefused` and `PasswordChecksBusy`; after a refused password the token is still good.
 */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialsRepository,
    private readonly passwords: PasswordHasher,
    private readonly tokens: OneTimeTokens,
    private readonly replacePassword: ReplacePassword,
  ) {}

  /** Returns the ids of the sessions that ended. */
  async execute({ token, newPassword, client }: PasswordReset): Promise<readonly string[]> {
    requireGoodPassword(newPassword, await this.ownerBy(token));
    const passwordHash = await this.passwords.hash(newPassword);
    return this.database.transaction(async () => {
      // Again, under lock: of two who use the same token one comes too late.
      const owner = await this.ownerBy(token);
      return this.replacePassword.execute({ owner, passwordHash, isReset: true, client });
    });
  }

  private async ownerBy(token: string): Promise<Credentials> {
    const owner = await this.credentials.findByLink(this.tokens.hashOf(token), 'reset-password', new Date());
    if (!owner) throw new InvalidLink();
    return owner;
  }
}
