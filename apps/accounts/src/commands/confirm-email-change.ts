import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { InvalidLink } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import { CredentialsRepository } from '../domain/credentials.repository.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { SecurityLog } from '../domain/security-log.ts';

/** Gives the account the address to which the token was mailed, and tells the old one. Throws `InvalidLink` and `EmailTaken`. */
@Injectable()
export class ConfirmEmailChange {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialsRepository,
    private readonly tokens: OneTimeTokens,
    private readonly securityLog: SecurityLog,
    private readonly outbox: Outbox,
  ) {}

  /** Returns the account's new address. */
  execute({ token, client }: { token: string; client: Client }): Promise<string> {
    return this.database.transaction(async () => {
      const owner = await this.credentials.findByLink(this.tokens.hashOf(token), 'change-email', new Date());
      if (!owner?.newEmail) throw new InvalidLink();
      const { userId, email, locale, newEmail } = owner;
      const notice = { mail: 'email-changed', to: email, locale, key: uuidv7() };
      await this.credentials.changeEmail(userId, newEmail);
      await this.securityLog.add({ kind: 'email-changed', actorId: userId, client });
      await this.outbox.add({ jobs: [{ type: 'accounts.mail-notice', data: notice }] }, this.database);
      return newEmail;
    });
  }
}
