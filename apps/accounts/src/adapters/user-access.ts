import type { Grant } from '@tovar/platform';
import type { UserAccess } from '../domain/user.ts';

/** The columns from which `toAccess` reads; the user's table is called `u`. */
export const ACCESS_COLUMNS = `
  u.id AS user_id, u.email, u.display_name, u.status,
  ARRAY(SELECT a.role FROM role_assignment a WHERE a.user_id = u.id ORDER BY a.role) AS roles,
  ARRAY(SELECT DISTINCT r.scope FROM role_assignment a JOIN role_scope r USING (role)
         WHERE a.user_id = u.id AND r.conditions IS NULL ORDER BY r.scope) AS scopes,
  ARRAY(SELECT jsonb_build_object('scope', r.scope, 'when', r.conditions)
          FROM role_assignment a JOIN role_scope r USING (role)
         WHERE a.user_id = u.id AND r.conditions IS NOT NULL ORDER BY r.scope) AS conditional_grants,
  GREATEST(u.access_version, (SELECT max(r.access_version) FROM role_assignment a JOIN role r ON r.name = a.role
                               WHERE a.user_id = u.id)) AS access_version`;

export interface AccessRow {
  readonly user_id: string;
  readonly email: string;
  readonly display_name: string;
  readonly status: 'active' | 'blocked';
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  readonly conditional_grants: readonly Grant[];
  readonly access_version: number;
}

export function toAccess({
  user_id: id,
  email,
  display_name: displayName,
  roles,
  scopes,
  conditional_grants: conditionalGrants,
  access_version: accessVersion,
  status,
}: AccessRow): UserAccess {
  return {
    user: { id, email, displayName, roles },
    scopes,
    conditionalGrants,
    accessVersion,
    isBlocked: status === 'blocked',
  };
}
