import { Injectable } from '@nestjs/common';
import {
  Database,
  type Erasure,
  FileStore,
  type Person,
  PersonalData,
  type PersonalSection,
  personalSections,
} from '@tovar/platform';
import { AVATAR_SIZE_NAMES, avatarPath } from '../domain/avatar.ts';

/** The account itself, and all that hangs on it. */
@Injectable()
export class AccountsPersonalData extends PersonalData {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
  ) {
    super();
  }

  sections(person: Person): readonly PersonalSection[] {
    return personalSections(this.database, STATEMENTS, person);
  }

  /**
   * The row goes, and with it everything that refers to it. What happened to the account stays in the audit trail, by an id
   * that leads to nobody: without names and addresses, from which network. The files first: nobody would know of them later.
   */
  async erase({ userId, email }: Person): Promise<Erasure> {
    const [owner] = await this.database.query<{ avatarId: string | null }>(AVATAR, [userId]);
    const avatarId = owner?.avatarId;
    if (avatarId) await Promise.all(AVATAR_SIZE_NAMES.map((size) => this.files.remove(avatarPath(avatarId, size))));
    await this.database.query('DELETE FROM registration WHERE email = $1', [email]);
    await this.database.query('DELETE FROM idempotency WHERE principal = $1', [userId]);
    await this.database.query('DELETE FROM user_account WHERE id = $1', [userId]);
    return { waitsFor: null };
  }
}

const AVATAR = 'SELECT avatar_id AS "avatarId" FROM user_account WHERE id = $1';
const STATEMENTS = {
  profile: `
    SELECT id::text AS key, jsonb_build_object(
             'id', id, 'email', email, 'displayName', display_name, 'phone', phone, 'birthday', birthday, 'locale', locale,
             'registeredAt', created_at, 'roles', ARRAY(SELECT role FROM role_assignment WHERE user_id = u.id)) AS item
      FROM user_account u WHERE id = $1`,
  addresses: `SELECT id::text AS key, to_jsonb(a) - 'user_id' AS item FROM address a WHERE user_id = $1`,
  favourites: `
    SELECT product_id::text AS key, jsonb_build_object('productId', product_id, 'addedAt', added_at) AS item
      FROM favourite WHERE user_id = $1`,
  sessions: `
    SELECT id::text AS key, jsonb_build_object('startedAt', started_at, 'lastUsedAt', last_used_at, 'endedAt', ended_at,
                                               'userAgent', user_agent, 'network', ip_prefix) AS item
      FROM session WHERE user_id = $1`,
  apiKeys: `
    SELECT id::text AS key, jsonb_build_object('name', name, 'scopes', scopes, 'createdAt', created_at,
                                               'lastUsedAt', last_used_at, 'revokedAt', revoked_at) AS item
      FROM api_key WHERE user_id = $1`,
  securityEvents: `
    SELECT id::text AS key, jsonb_build_object('at', at, 'kind', kind, 'network', ip_prefix) AS item
      FROM security_event WHERE actor_id = $1 OR subject_id = $1`,
  dataRequests: `
    SELECT id::text AS key, jsonb_build_object('kind', kind, 'askedAt', asked_at, 'status', status) AS item
      FROM data_request WHERE user_id = $1`,
};
