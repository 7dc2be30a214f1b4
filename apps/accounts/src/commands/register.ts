import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../domain/client.ts';
import type { Locale } from '../domain/locale.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { requireGoodPassword } from '../domain/password-rules.ts';
import { REGISTRATION_LIFE_MS, type Registration } from '../domain/registration.repository.ts';
import { normalizeEmail } from '../domain/user.ts';
import { MailThrottle } from './mail-throttle.ts';
import { OpenAccount } from './open-account.ts';
import { StartRegistration } from './start-registration.ts';

export interface WantedAccount {
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
  /** Default: what the client prefers. */
  readonly locale?: Locale;
  readonly client: Client;
}

/**
 * Takes a customer's wish for an account and has a mail sent that leads on: to confirm the address, or to the account that
 * has it already. Nothing here looks the address up, so nothing tells whether it is known. Throws `PasswordRefused`,
 * `PasswordChecksBusy` and `TooManyTries`.
 */
@Injectable()
export class Register {
  constructor(
    private readonly passwords: PasswordHasher,
    private readonly throttle: MailThrottle,
    private readonly startRegistration: StartRegistration,
    private readonly openAccount: OpenAccount,
  ) {}

  /** Returns the address to which the mail goes. */
  async execute({ password, client, ...input }: WantedAccount): Promise<string> {
    const email = normalizeEmail(input.email);
    const displayName = input.displayName.trim();
    requireGoodPassword(password, { email, displayName });
    await this.throttle.admit('register', { email, client });
    const passwordHash = await this.passwords.hash(password);
    const locale = input.locale ?? client.locale ?? 'EN';
    const registration = { email, displayName, passwordHash, locale, ...newPeriod() };
    await this.startRegistration.execute({ registration, client });
    await this.openAccount.unconfirmed({ registration, client });
    return email;
  }
}

function newPeriod(): Pick<Registration, 'id' | 'startedAt' | 'endsAt'> {
  const startedAt = new Date();
  return { id: uuidv7(), startedAt, endsAt: new Date(startedAt.getTime() + REGISTRATION_LIFE_MS) };
}
