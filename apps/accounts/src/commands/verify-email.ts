import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { EmailTaken, InvalidLink } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { RegistrationRepository } from '../domain/registration.repository.ts';
import type { User } from '../domain/user.ts';
import { OpenAccount } from './open-account.ts';

/** Opens the account whose registration the mailed token belongs to. Throws `InvalidLink`. */
@Injectable()
export class VerifyEmail {
  constructor(
    private readonly database: Database,
    private readonly registrations: RegistrationRepository,
    private readonly tokens: OneTimeTokens,
    private readonly openAccount: OpenAccount,
  ) {}

  async execute({ token, client }: { token: string; client: Client }): Promise<User> {
    try {
      return await this.database.transaction(async () => {
        const registration = await this.registrations.take(this.tokens.hashOf(token), new Date());
        if (!registration) throw new InvalidLink();
        return this.openAccount.confirmed({ registration, client });
      });
    } catch (error) {
      // Somebody else has shown meanwhile that the address is theirs.
      if (error instanceof EmailTaken) throw new InvalidLink();
      throw error;
    }
  }
}
