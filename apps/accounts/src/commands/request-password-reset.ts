import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../domain/client.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { normalizeEmail } from '../domain/user.ts';
import { MailThrottle } from './mail-throttle.ts';

/**
 * Has a link for a new password mailed, if there is such an account. The address is looked up by the job and not here, so
 * that answer and time are the same for everybody. Throws `TooManyTries`.
 */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly database: Database,
    private readonly throttle: MailThrottle,
    private readonly securityLog: SecurityLog,
    private readonly outbox: Outbox,
  ) {}

  /** Returns the address to which the mail goes, if any does. */
  async execute({ client, ...input }: { email: string; client: Client }): Promise<string> {
    const email = normalizeEmail(input.email);
    await this.throttle.admit('reset-password', { email, client });
    const data = { email, linkId: uuidv7(), requestedAt: new Date() };
    await this.database.transaction(async () => {
      await this.securityLog.add({ kind: 'password-reset-requested', client });
      await this.outbox.add({ jobs: [{ type: 'accounts.mail-password-reset', data }] }, this.database);
    });
    return email;
  }
}
