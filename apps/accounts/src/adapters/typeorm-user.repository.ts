import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { EmailTaken, UnknownRole } from '../domain/accounts.errors.ts';
import type { User } from '../domain/user.ts';
import { type LoginAccess, type NewUser, UserRepository } from '../domain/user.repository.ts';
import { FOREIGN_KEY_VIOLATION, rethrow, UNIQUE_VIOLATION } from './database-refusal.ts';
import { ACCESS_COLUMNS, type AccessRow, toAccess } from './user-access.ts';
import { RoleAssignmentEntity, UserEntity } from './user.entity.ts';

@Injectable()
export class TypeOrmUserRepository extends UserRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async add({ roles, isEmailVerified, ...user }: NewUser): Promise<void> {
    await this.database.transaction(async () => {
      await this.database
        .repository(UserEntity)
        .insert({ ...user, emailVerifiedAt: isEmailVerified ? new Date() : null })
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

  isHeld(role: string): Promise<boolean> {
    return this.database.repository(RoleAssignmentEntity).existsBy({ role });
  }

  async findByEmail(email: string): Promise<LoginAccess | undefined> {
    const [row] = await this.database.prepared<LoginRow>(BY_EMAIL, [email]);
    return row && { ...toAccess(row), passwordHash: row.password_hash, isEmailVerified: row.is_email_verified };
  }

  async confirmEmail(userId: string): Promise<User | undefined> {
    const [row] = await this.database.prepared<AccessRow>(CONFIRM_EMAIL, [userId]);
    return row && toAccess(row).user;
  }

  async rehashPassword(userId: string, hashes: { old: string; new: string }): Promise<void> {
    await this.database
      .repository(UserEntity)
      .update({ id: userId, passwordHash: hashes.old }, { passwordHash: hashes.new });
  }

  private async tellOfCustomer(userId: string): Promise<void> {
    const event = { type: 'customer.registered.v1', subject: userId, data: { userId } };
    await this.outbox.add({ events: [event] }, this.database);
  }
}

interface LoginRow extends AccessRow {
  readonly password_hash: string;
  readonly is_email_verified: boolean;
}

const BY_EMAIL = {
  name: 'user.by-email',
  text: `SELECT ${ACCESS_COLUMNS}, u.password_hash, u.email_verified_at IS NOT NULL AS is_email_verified
           FROM user_account u WHERE u.email = $1`,
};
const CONFIRM_EMAIL = {
  name: 'user.confirm-email',
  text: `UPDATE user_account u SET email_verified_at = coalesce(email_verified_at, now()) WHERE u.id = $1
         RETURNING ${ACCESS_COLUMNS}`,
};
