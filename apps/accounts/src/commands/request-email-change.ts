import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../domain/client.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { normalizeEmail } from '../domain/user.ts';
import { ConfirmPassword } from './confirm-password.ts';
import { MailThrottle } from './mail-throttle.ts';

export interface EmailChange {
  readonly userId: string;
  readonly newEmail: string;
  readonly password: string;
  readonly client: Client;
}

/**
 * Has a link mailed to the address that is to become the account's; until it is used, the old one stays. Answers the same
 * for an address that has an account. Throws `WrongPassword`, `PasswordChecksBusy` and `TooManyTries`.
 */
@Injectable()
export class RequestEmailChange {
  constructor(
    private readonly database: Database,
    private readonly confirmPassword: ConfirmPassword,
    private readonly throttle: MailThrottle,
    private readonly securityLog: SecurityLog,
    private readonly outbox: Outbox,
  ) {}

  /** Returns the address to which the mail goes. */
  async execute({ userId, password, client, ...input }: EmailChange): Promise<string> {
    const newEmail = normalizeEmail(input.newEmail);
    await this.confirmPassword.execute({ userId, password, client });
    await this.throttle.admit('change-email', { email: newEmail, client });
    const data = { userId, newEmail, linkId: uuidv7(), requestedAt: new Date() };
    await this.database.transaction(async () => {
      await this.securityLog.add({ kind: 'email-change-requested', actorId: userId, client });
      await this.outbox.add({ jobs: [{ type: 'accounts.mail-email-change', data }] }, this.database);
    });
    return newEmail;
  }
}
