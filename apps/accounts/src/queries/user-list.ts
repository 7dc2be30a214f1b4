import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import { normalizeEmail, type User } from '../domain/user.ts';

/** A user as staff sees them. */
export interface ListedUser extends User {
  readonly isBlocked: boolean;
  readonly registeredAt: Date;
}

export interface UserFilter {
  readonly isBlocked?: boolean | null;
  readonly role?: string | null;
  /** How the address begins, whatever the case. */
  readonly email?: string | null;
}

export interface UsersPage extends UserFilter {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** All users, the newest first; conditions narrow each other. */
@Injectable()
export class UserList {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async find({ first, after, isBlocked, role, email }: UsersPage): Promise<KeysetPage<ListedUser>> {
    const size = pageSize(first);
    const [id] = after === undefined || after === null ? [null] : decodeCursor(after, 'uuid');
    const values = [id, isBlocked ?? null, role ?? null, email ? normalizeEmail(email) : null, size + 1];
    return toPage(await this.database.prepared<ListedUser>(USERS, values), size, (user) => [user.id]);
  }
}

// Ids are UUIDv7: their order is that of the registrations.
const USERS = {
  name: 'user-list.filtered',
  text: `SELECT id, email, display_name AS "displayName", status = 'blocked' AS "isBlocked", created_at AS "registeredAt",
                ARRAY(SELECT role FROM role_assignment WHERE user_id = u.id ORDER BY role) AS roles
           FROM user_account u
          WHERE ($1::uuid IS NULL OR id < $1)
            AND ($2::boolean IS NULL OR (status = 'blocked') = $2)
            AND ($3::text IS NULL OR EXISTS (SELECT FROM role_assignment WHERE user_id = u.id AND role = $3))
            AND ($4::text IS NULL OR starts_with(email, $4))
          ORDER BY id DESC LIMIT $5`,
};
