import { Injectable } from '@nestjs/common';
import { Unauthenticated } from '@tovar/platform';
import { WrongPassword } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import { type Credentials, CredentialsRepository } from '../domain/credentials.repository.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { type Budget, Throttle } from './throttle.ts';

const WINDOW_MS = 15 * 60_000;
const FREE_TRIES = 5;

/** Asks somebody who is logged in for the password again: a borrowed session alone must not take the account over. */
@Injectable()
export class ConfirmPassword {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly passwords: PasswordHasher,
    private readonly throttle: Throttle,
    private readonly securityLog: SecurityLog,
  ) {}

  /** Throws `WrongPassword`, `PasswordChecksBusy` and, when it is guessed, `TooManyTries`. */
  async execute({
    userId,
    password,
    client,
  }: {
    userId: string;
    password: string;
    client: Client;
  }): Promise<Credentials> {
    const budget: Budget = {
      key: `confirm:${userId}`,
      free: FREE_TRIES,
      windowMs: WINDOW_MS,
      longestWaitMs: WINDOW_MS,
    };
    await this.throttle.admit([budget]);
    const owner = await this.credentials.find(userId);
    if (!owner || owner.isBlocked) throw new Unauthenticated();
    if (!(await this.passwords.verify(owner.passwordHash, password))) {
      await this.securityLog.add({ kind: 'password-confirmation-failed', actorId: userId, client });
      throw new WrongPassword();
    }
    await this.throttle.forget(budget);
    return owner;
  }
}
