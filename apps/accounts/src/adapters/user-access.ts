import type { UserAccess } from '../domain/user.ts';

/** The columns from which `toAccess` reads; the user's table is called `u`. */
export const ACCESS_COLUMNS = `
  u.id AS user_id, u.email, u.display_name, u.status,
  ARRAY(SELECT a.role FROM role_assignment a WHERE a.user_id = u.id ORDER BY a.role) AS roles,
  ARRAY(SELECT DISTINCT r.scope FROM role_assignment a JOIN role_scope r USING (role)
         WHERE a.user_id = u.id ORDER BY r.scope) AS scopes`;

export interface AccessRow {
  readonly user_id: string;
  readonly email: string;
  readonly display_name: string;
  readonly status: 'active' | 'blocked';
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

export function toAccess({
  user_id: id,
  email,
  display_name: displayName,
  roles,
  scopes,
  status,
}: AccessRow): UserAccess {
  return { user: { id, email, displayName, roles }, scopes, isBlocked: status === 'blocked' };
}
