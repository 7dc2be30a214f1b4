import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import type { Client } from '../domain/client.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { type Registration, RegistrationRepository } from '../domain/registration.repository.ts';
import { SecurityLog } from '../domain/security-log.ts';

/** Keeps a registration until its address is confirmed, and has the mail sent that leads on. */
@Injectable()
export class StartRegistration {
  constructor(
    private readonly database: Database,
    private readonly registrations: RegistrationRepository,
    private readonly tokens: OneTimeTokens,
    private readonly securityLog: SecurityLog,
    private readonly outbox: Outbox,
  ) {}

  async execute({ registration, client }: { registration: Registration; client: Client }): Promise<void> {
    const { id, email } = registration;
    const linkHash = this.tokens.hashOf(this.tokens.tokenOf('verify-email', id));
    await this.database.transaction(async () => {
      await this.registrations.add(registration, linkHash);
      await this.securityLog.add({ kind: 'registration-requested', client });
      await this.outbox.add({ jobs: [{ type: 'accounts.mail-registration', data: { email } }] }, this.database);
    });
  }
}
