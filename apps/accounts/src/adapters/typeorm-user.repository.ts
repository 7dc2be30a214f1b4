import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { EmailTaken, UnknownRole } from '../domain/accounts.errors.ts';
import type { UserAccess } from '../domain/user.ts';
import { UserRepository, type NewUser } from '../domain/user.repository.ts';
import { ACCESS_COLUMNS, type AccessRow, toAccess } from './user-access.ts';
import { RoleAssignmentEntity, UserEntity } from './user.entity.ts';

/** PostgreSQL's names for what our constraints refuse. */
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

@Injectable()
export class TypeOrmUserRepository extends UserRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async add({ roles, ...user }: NewUser): Promise<void> {
    await this.database.transaction(async () => {
      await this.database
        .repository(UserEntity)
        .insert(user)
        .catch((error: unknown) => rethrow(error, { [UNIQUE_VIOLATION]: new EmailTaken({ cause: error }) }));
      await this.database
        .repository(RoleAssignmentEntity)
        .insert(roles.map((role) => ({ userId: user.id, role })))
        .catch((error: unknown) =>
          rethrow(error, { [FOREIGN_KEY_VIOLATION]: new UnknownRole(roles, { cause: error }) }),
        );
      if (roles.includes('customer')) await this.tellOfCustomer(user.id);
    });
  }

  isKnown(email: string): Promise<boolean> {
    return this.database.repository(UserEntity).existsBy({ email });
  }

  async findByEmail(email: string): Promise<(UserAccess & { passwordHash: string }) | undefined> {
    const [row] = await this.database.prepared<AccessRow & { readonly password_hash: string }>(BY_EMAIL, [email]);
    return row && { ...toAccess(row), passwordHash: row.password_hash };
  }

  async replacePasswordHash(userId: string, passwordHash: string): Promise<void> {
    await this.database.repository(UserEntity).update({ id: userId }, { passwordHash });
  }

  private async tellOfCustomer(userId: string): Promise<void> {
    const event = { type: 'customer.registered.v1', subject: userId, data: { userId } };
    await this.outbox.add({ events: [event] }, this.database);
  }
}

const BY_EMAIL = {
  name: 'user.by-email',
  text: `SELECT ${ACCESS_COLUMNS}, u.password_hash FROM user_account u WHERE u.email = $1`,
};

/** Throws what the violated constraint means, or the error itself. */
function rethrow(error: unknown, meanings: Readonly<Record<string, Error>>): never {
  throw meanings[String((error as { code?: unknown }).code)] ?? error;
}
