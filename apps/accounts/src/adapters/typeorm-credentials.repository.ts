import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { EmailTaken } from '../domain/accounts.errors.ts';
import { type CredentialLink, type Credentials, CredentialsRepository } from '../domain/credentials.repository.ts';
import { CredentialLinkEntity } from './credential-link.entity.ts';
import { rethrow, UNIQUE_VIOLATION } from './database-refusal.ts';

@Injectable()
export class TypeOrmCredentialsRepository extends CredentialsRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(userId: string): Promise<Credentials | undefined> {
    const [row] = await this.database.prepared<Credentials>(BY_ID, [userId]);
    return row;
  }

  async findByEmail(email: string): Promise<Credentials | undefined> {
    const [row] = await this.database.prepared<Credentials>(BY_EMAIL, [email]);
    return row;
  }

  async addLink(link: CredentialLink): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.prepared(FORGET_ENDED, [link.userId, new Date()]);
      await this.database
        .repository(CredentialLinkEntity)
        .createQueryBuilder()
        .insert()
        .values(link)
        .orIgnore()
        .execute();
    });
  }

  async findByLink(
    hash: Buffer,
    purpose: CredentialLink['purpose'],
    now: Date,
  ): Promise<(Credentials & { newEmail?: string }) | undefined> {
    const [row] = await this.database.prepared<Credentials & { newEmail: string | null }>(BY_LINK, [
      hash,
      purpose,
      now,
    ]);
    return row && { ...row, newEmail: row.newEmail ?? undefined };
  }

  async changePassword(
    userId: string,
    { passwordHash, provesEmail }: { passwordHash: string; provesEmail: boolean },
  ): Promise<void> {
    await this.database.prepared(CHANGE_PASSWORD, [userId, passwordHash, provesEmail]);
  }

  async changeEmail(userId: string, email: string): Promise<void> {
    await this.database
      .prepared(CHANGE_EMAIL, [userId, email])
      .catch((error: unknown) => rethrow(error, { [UNIQUE_VIOLATION]: new EmailTaken({ cause: error }) }));
  }
}

const COLUMNS = `u.id AS "userId", u.email, u.display_name AS "displayName", u.locale, u.password_hash AS "passwordHash",
                 u.status = 'blocked' AS "isBlocked", u.credentials_version AS version`;

const BY_ID = { name: 'credentials.by-id', text: `SELECT ${COLUMNS} FROM user_account u WHERE u.id = $1` };
const BY_EMAIL = {
  name: 'credentials.by-email',
  text: `SELECT ${COLUMNS} FROM user_account u WHERE u.email = $1`,
};
// The version is compared again when the lock is had: of two who use one link, the second sees what the first did.
const BY_LINK = {
  name: 'credentials.by-link',
  text: `SELECT ${COLUMNS}, l.new_email AS "newEmail"
           FROM credential_link l JOIN user_account u ON u.id = l.user_id AND u.credentials_version = l.credentials_version
          WHERE l.hash = $1 AND l.purpose = $2 AND l.ends_at > $3 AND u.status = 'active'
            FOR UPDATE OF u`,
};
const FORGET_ENDED = {
  name: 'credentials.forget-ended',
  text: 'DELETE FROM credential_link WHERE user_id = $1 AND ends_at <= $2',
};
const CHANGE_PASSWORD = {
  name: 'credentials.change-password',
  text: `UPDATE user_account
            SET password_hash = $2, credentials_version = credentials_version + 1,
                email_verified_at = CASE WHEN $3 THEN coalesce(email_verified_at, now()) ELSE email_verified_at END
          WHERE id = $1`,
};
const CHANGE_EMAIL = {
  name: 'credentials.change-email',
  text: `UPDATE user_account
            SET email = $2, email_verified_at = now(), credentials_version = credentials_version + 1
          WHERE id = $1`,
};
