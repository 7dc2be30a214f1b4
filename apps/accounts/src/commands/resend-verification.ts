import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import type { Client } from '../domain/client.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { normalizeEmail } from '../domain/user.ts';
import { MailThrottle } from './mail-throttle.ts';

/** Has the mail of a registration sent again, if there is one; looks nothing up itself. Throws `TooManyTries`. */
@Injectable()
export class ResendVerification {
  constructor(
    private readonly database: Database,
    private readonly throttle: MailThrottle,
    private readonly securityLog: SecurityLog,
    private readonly outbox: Outbox,
  ) {}

  /** Returns the address to which the mail goes, if any does. */
  async execute({ client, ...input }: { email: string; client: Client }): Promise<string> {
    const email = normalizeEmail(input.email);
    await this.throttle.admit('resend', { email, client });
    await this.database.transaction(async () => {
      await this.securityLog.add({ kind: 'verification-requested', client });
      await this.outbox.add({ jobs: [{ type: 'accounts.mail-registration', data: { email } }] }, this.database);
    });
    return email;
  }
}
