import { Injectable } from '@nestjs/common';
import { Database, type Grant, NotFound } from '@tovar/platform';
import { requireCovered } from '../domain/delegation.ts';
import {
  requireDistinctScopes,
  type Role,
  RoleBuiltIn,
  type RoleFields,
  RoleInUse,
  RoleNameTaken,
} from '../domain/role.ts';
import { SecurityLog, type SecurityEventKind } from '../domain/security-log.ts';
import { AccessChange, type Actor } from './access-change.ts';

/**
 * A shop's own roles. Nobody puts into a role what they do not have, nor changes one that has more than they do. An edited
 * role holds at once: tokens that do not know of it are refused. Each method throws `BeyondOwnScopes`.
 */
@Injectable()
export class ChangeRoles {
  constructor(
    private readonly database: Database,
    private readonly access: AccessChange,
    private readonly securityLog: SecurityLog,
  ) {}

  /** Throws `RoleNameTaken` and `ScopeRepeated`. */
  async create(role: RoleFields, actor: Actor): Promise<Role> {
    requireDistinctScopes(role.grants);
    await this.access.run(actor, async (own) => {
      requireCovered(own, role.grants);
      const added = await this.database.prepared(ADD, [role.name, role.description]);
      if (added.length === 0) throw new RoleNameTaken(role.name);
      await this.database.prepared(GRANT, [role.name, JSON.stringify(role.grants)]);
      await this.note('role-created', role, actor);
    });
    return { ...role, isBuiltIn: false };
  }

  /** Replaces description and grants. Throws `NotFound`, `RoleBuiltIn` and `ScopeRepeated`. */
  async replace(role: RoleFields, actor: Actor): Promise<Role> {
    requireDistinctScopes(role.grants);
    await this.access.run(actor, async (own, version) => {
      requireCovered(own, await this.ownGrants(role.name));
      requireCovered(own, role.grants);
      await this.database.prepared(DESCRIBE, [role.name, role.description]);
      await this.database.prepared(CLEAR, [role.name]);
      await this.database.prepared(GRANT, [role.name, JSON.stringify(role.grants)]);
      await this.access.tell(version, { role: role.name });
      await this.note('role-edited', role, actor);
    });
    return { ...role, isBuiltIn: false };
  }

  /** Throws `NotFound`, `RoleBuiltIn` and `RoleInUse`. */
  async remove(name: string, actor: Actor): Promise<void> {
    await this.access.run(actor, async (own) => {
      const grants = await this.ownGrants(name);
      requireCovered(own, grants);
      const removed = await this.database.prepared(REMOVE, [name]);
      if (removed.length === 0) throw new RoleInUse(name);
      await this.note('role-removed', { name, grants }, actor);
    });
  }

  /** The grants of a role that may be changed. */
  private async ownGrants(name: string): Promise<readonly Grant[]> {
    const [role] = await this.database.prepared<Pick<Role, 'isBuiltIn' | 'grants'>>(ROLE, [name]);
    if (!role) throw new NotFound('The role');
    if (role.isBuiltIn) throw new RoleBuiltIn(name);
    return role.grants;
  }

  private async note(
    kind: SecurityEventKind,
    { name, grants }: Pick<Role, 'name' | 'grants'>,
    { identity, client }: Actor,
  ): Promise<void> {
    const { userId: actorId, sessionId } = identity;
    await this.securityLog.add({ kind, actorId, sessionId, client, details: { role: name, grants } });
  }
}

const ADD = {
  name: 'change-roles.add',
  text: 'INSERT INTO role (name, description) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING name',
};
const DESCRIBE = { name: 'change-roles.describe', text: 'UPDATE role SET description = $2 WHERE name = $1' };
const CLEAR = { name: 'change-roles.clear', text: 'DELETE FROM role_scope WHERE role = $1' };
const GRANT = {
  name: 'change-roles.grant',
  text: `INSERT INTO role_scope (role, scope, conditions)
         SELECT $1, g->>'scope', g->'when' FROM jsonb_array_elements($2::jsonb) AS g`,
};
const REMOVE = {
  name: 'change-roles.remove',
  text: `DELETE FROM role WHERE name = $1 AND NOT EXISTS (SELECT FROM role_assignment WHERE role = $1) RETURNING name`,
};
const ROLE = {
  name: 'change-roles.role',
  text: `SELECT is_built_in AS "isBuiltIn",
                ARRAY(SELECT jsonb_strip_nulls(jsonb_build_object('scope', scope, 'when', conditions))
                        FROM role_scope WHERE role = name) AS grants
           FROM role WHERE name = $1`,
};
