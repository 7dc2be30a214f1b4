import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { Role } from '../domain/role.ts';

/** All roles with what they grant, by name. */
@Injectable()
export class RoleList {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async find({ first, after }: { first?: number | null; after?: string | null }): Promise<KeysetPage<Role>> {
    const size = pageSize(first);
    const [name] = after === undefined || after === null ? [null] : decodeCursor(after, 'string');
    const rows = await this.database.prepared<Role>(ROLES, [name, size + 1]);
    return toPage(rows, size, (role) => [role.name]);
  }
}

const ROLES = {
  name: 'role-list.all',
  text: `SELECT name, description, is_built_in AS "isBuiltIn",
                ARRAY(SELECT jsonb_strip_nulls(jsonb_build_object('scope', scope, 'when', conditions))
                        FROM role_scope WHERE role = name ORDER BY scope) AS grants
           FROM role WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2`,
};
