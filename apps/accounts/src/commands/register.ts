import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../domain/client.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { requireGoodPassword } from '../domain/password-rules.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { normalizeEmail, type User } from '../domain/user.ts';
import { UserRepository } from '../domain/user.repository.ts';

export interface Registration {
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
  readonly client: Client;
}

/** Opens an account for a customer. Throws `PasswordRefused` and `EmailTaken`. */
@Injectable()
export class Register {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly passwords: PasswordHasher,
    private readonly securityLog: SecurityLog,
  ) {}

  async execute({ password, client, ...input }: Registration): Promise<User> {
    const user: User = {
      id: uuidv7(),
      email: normalizeEmail(input.email),
      displayName: input.displayName.trim(),
      roles: ['customer'],
    };
    requireGoodPassword(password, user);
    const passwordHash = await this.passwords.hash(password);
    await this.database.transaction(async () => {
      await this.users.add({ ...user, passwordHash });
      await this.securityLog.add({ kind: 'registered', actorId: user.id, client });
    });
    return user;
  }
}
