import { Injectable } from '@nestjs/common';
import type { Client } from '../domain/client.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { requireGoodPassword } from '../domain/password-rules.ts';
import { ConfirmPassword } from './confirm-password.ts';
import { ReplacePassword } from './replace-password.ts';

export interface PasswordChange {
  readonly userId: string;
  /** The session that asks; it goes on. */
  readonly sessionId: string;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly client: Client;
}

/**
 * Replaces the password of somebody who knows the present one, and ends all other sessions. Throws `WrongPassword`,
 * `PasswordRefused`, `PasswordChecksBusy` and `TooManyTries`.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly confirmPassword: ConfirmPassword,
    private readonly passwords: PasswordHasher,
    private readonly replacePassword: ReplacePassword,
  ) {}

  /** Returns the ids of the sessions that ended. */
  async execute({ userId, sessionId, currentPassword, newPassword, client }: PasswordChange) {
    const owner = await this.confirmPassword.execute({ userId, password: currentPassword, client });
    requireGoodPassword(newPassword, owner);
    const passwordHash = await this.passwords.hash(newPassword);
    return this.replacePassword.execute({ owner, passwordHash, isReset: false, sparedSessionId: sessionId, client });
  }
}
