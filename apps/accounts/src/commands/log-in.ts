import { Injectable } from '@nestjs/common';
import { AccountsConfig } from '../accounts.config.ts';
import { InvalidCredentials, TooManyTries } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { normalizeEmail } from '../domain/user.ts';
import { type LoginAccess, UserRepository } from '../domain/user.repository.ts';
import type { IssuedTokens } from './issue-tokens.ts';
import { LoginThrottle, type LoginTry } from './login-throttle.ts';
import { StartSession } from './start-session.ts';

export interface Login {
  readonly email: string;
  readonly password: string;
  /** What an earlier login on this device was given. */
  readonly deviceToken?: string;
  readonly client: Client;
}

export interface LoggedIn {
  readonly tokens: IssuedTokens;
  /** Shown at the next login, it keeps strangers who guess from locking this device out. Opens nothing by itself. */
  readonly deviceToken: string;
}

/**
 * Checks the password and starts a session. Throws `InvalidCredentials` after the same work whether the address is known
 * or not, `TooManyTries` and `PasswordChecksBusy`.
 */
@Injectable()
export class LogIn {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly startSession: StartSession,
    private readonly securityLog: SecurityLog,
    private readonly config: AccountsConfig,
  ) {}

  async execute({ password, client, deviceToken, ...input }: Login): Promise<LoggedIn> {
    const login: LoginTry = { email: normalizeEmail(input.email), client, deviceToken };
    await this.admit(login);
    const access = await this.authenticate(login, password);
    await this.throttle.forgive(login);
    const tokens = await this.startSession.execute({ access, client, isKnownDevice: this.throttle.knows(login) });
    return { tokens, deviceToken: this.throttle.deviceTokenFor(login) };
  }

  private async admit(login: LoginTry): Promise<void> {
    try {
      await this.throttle.admit(login);
    } catch (error) {
      if (error instanceof TooManyTries) await this.securityLog.add({ kind: 'login-throttled', client: login.client });
      throw error;
    }
  }

  private async authenticate({ email, client }: LoginTry, password: string): Promise<LoginAccess> {
    const found = await this.users.findByEmail(email);
    const isRight = await this.passwords.verify(found?.passwordHash, password);
    if (!found || !isRight || !this.mayLogIn(found)) {
      await this.securityLog.add({ kind: 'login-failed', actorId: found?.user.id, client });
      throw new InvalidCredentials();
    }
    if (this.passwords.isOutdated(found.passwordHash)) {
      const hashes = { old: found.passwordHash, new: await this.passwords.hash(password) };
      await this.users.rehashPassword(found.user.id, hashes);
    }
    return found;
  }

  private mayLogIn({ isBlocked, isEmailVerified }: LoginAccess): boolean {
    return !isBlocked && (isEmailVerified || this.config.ACCOUNTS_EMAIL_VERIFICATION === 'skipped');
  }
}
