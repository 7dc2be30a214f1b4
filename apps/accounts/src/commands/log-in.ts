import { Injectable } from '@nestjs/common';
import { InvalidCredentials, TooManyLogins } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { normalizeEmail, type UserAccess } from '../domain/user.ts';
import { UserRepository } from '../domain/user.repository.ts';
import type { IssuedTokens } from './issue-tokens.ts';
import { LoginThrottle, type LoginTry } from './login-throttle.ts';
import { StartSession } from './start-session.ts';

export interface Login {
  readonly email: string;
  readonly password: string;
  readonly client: Client;
}

/**
 * Checks the password and starts a session. Throws `InvalidCredentials` after the same work whether the address is known
 * or not, `TooManyLogins` and `PasswordChecksBusy`.
 */
@Injectable()
export class LogIn {
  constructor(
    private readonly users: UserRepository,
    private readonly passwords: PasswordHasher,
    private readonly throttle: LoginThrottle,
    private readonly startSession: StartSession,
    private readonly securityLog: SecurityLog,
  ) {}

  async execute({ password, client, ...input }: Login): Promise<IssuedTokens> {
    const login: LoginTry = { email: normalizeEmail(input.email), client };
    await this.admit(login);
    const access = await this.authenticate(login, password);
    await this.throttle.forgive(login);
    return this.startSession.execute({ access, client });
  }

  private async admit(login: LoginTry): Promise<void> {
    try {
      await this.throttle.admit(login);
    } catch (error) {
      if (error instanceof TooManyLogins) await this.securityLog.add({ kind: 'login-throttled', client: login.client });
      throw error;
    }
  }

  private async authenticate({ email, client }: LoginTry, password: string): Promise<UserAccess> {
    const found = await this.users.findByEmail(email);
    const isRight = await this.passwords.verify(found?.passwordHash, password);
    if (!found || !isRight || found.isBlocked) {
      await this.securityLog.add({ kind: 'login-failed', actorId: found?.user.id, client });
      throw new InvalidCredentials();
    }
    if (this.passwords.isOutdated(found.passwordHash)) {
      await this.users.replacePasswordHash(found.user.id, await this.passwords.hash(password));
    }
    return found;
  }
}
