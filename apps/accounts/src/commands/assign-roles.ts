import { Injectable } from '@nestjs/common';
import { Database, type Grant, NotFound } from '@tovar/platform';
import { requireCovered } from '../domain/delegation.ts';
import { ADMIN } from '../domain/role.ts';
import { SecurityLog, type SecurityEventKind } from '../domain/security-log.ts';
import { AccessChange, type Actor } from './access-change.ts';

export interface Assignment {
  readonly userId: string;
  readonly role: string;
}

/**
 * Gives roles to users and takes them away; both hold at once and may be repeated. Nobody gives or takes a role that has more
 * than they do. Each method throws `NotFound` and `BeyondOwnScopes`.
 */
@Injectable()
export class AssignRoles {
  constructor(
    private readonly database: Database,
    private readonly access: AccessChange,
    private readonly securityLog: SecurityLog,
  ) {}

  assign(assignment: Assignment, actor: Actor): Promise<void> {
    return this.change('role-assigned', assignment, actor);
  }

  /** Throws `LastAdmin`. */
  unassign(assignment: Assignment, actor: Actor): Promise<void> {
    return this.change('role-unassigned', assignment, actor);
  }

  private async change(
    kind: Extract<SecurityEventKind, 'role-assigned' | 'role-unassigned'>,
    { userId, role }: Assignment,
    actor: Actor,
  ): Promise<void> {
    await this.access.run(actor, async (own, version) => {
      await this.access.grantsOf(userId);
      requireCovered(own, await this.grantsOfRole(role));
      const changed = await this.database.prepared(kind === 'role-assigned' ? ASSIGN : UNASSIGN, [userId, role]);
      if (changed.length === 0) return;
      if (role === ADMIN) await this.access.requireAnAdmin();
      await this.access.tell(version, { userId });
      const { userId: actorId, sessionId } = actor.identity;
      const { client } = actor;
      await this.securityLog.add({ kind, actorId, sessionId, client, subjectId: userId, details: { role } });
    });
  }

  private async grantsOfRole(name: string): Promise<readonly Grant[]> {
    const [role] = await this.database.prepared<{ grants: readonly Grant[] }>(ROLE, [name]);
    if (!role) throw new NotFound('The role');
    return role.grants;
  }
}

const ROLE = {
  name: 'assign-roles.role',
  text: `SELECT ARRAY(SELECT jsonb_strip_nulls(jsonb_build_object('scope', scope, 'when', conditions))
                        FROM role_scope WHERE role = name) AS grants
           FROM role WHERE name = $1`,
};
const ASSIGN = {
  name: 'assign-roles.assign',
  text: 'INSERT INTO role_assignment (user_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING role',
};
const UNASSIGN = {
  name: 'assign-roles.unassign',
  text: 'DELETE FROM role_assignment WHERE user_id = $1 AND role = $2 RETURNING role',
};
