import { Injectable } from '@nestjs/common';
import { ACCESS_CHANGED, Database, type Grant, type Identity, NotFound, Outbox } from '@tovar/platform';
import { ADMIN, LastAdmin } from '../domain/role.ts';
import type { Client } from '../domain/client.ts';

/** Who changes what somebody may do, and from where. */
export interface Actor {
  readonly identity: Identity;
  readonly client: Client;
}

/** Whose access changes: a user's, or that of everybody who has a role. */
export type Changed = { readonly userId: string } | { readonly role: string };

/**
 * What all changes of access have in common: they come one after the other, know what the actor has at that moment, and make
 * every service refuse tokens that do not know of them.
 */
@Injectable()
export class AccessChange {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Runs a change in a transaction of its own; `own` is what the actor may do now, and so may give. */
  run<T>(actor: Actor, change: (own: readonly Grant[], version: number) => Promise<T>): Promise<T> {
    return this.database.transaction(async () => {
      const [next] = await this.database.prepared<{ number: number }>(NEXT, []);
      if (!next) throw new Error('The table access_version has no row.');
      const own = await this.grantsOf(actor.identity.userId);
      return change(own.filter(isIn(actor.identity)), next.number);
    });
  }

  /** What a user may do by all roles. Throws `NotFound`. */
  async grantsOf(userId: string): Promise<readonly Grant[]> {
    const [user] = await this.database.prepared<{ grants: readonly Grant[] }>(GRANTS, [userId]);
    if (!user) throw new NotFound('The user');
    return user.grants;
  }

  /** Ends the tokens that do not know of this change, as soon as it is committed. */
  async tell(version: number, changed: Changed): Promise<void> {
    const isUser = 'userId' in changed;
    const subject = isUser ? changed.userId : changed.role;
    await this.database.prepared(isUser ? MARK_USER : MARK_ROLE, [subject, version]);
    await this.outbox.add(
      { events: [{ type: ACCESS_CHANGED, subject, data: { version, ...changed } }] },
      this.database,
    );
  }

  /** Throws `LastAdmin` when after the change nobody is admin who can log in. */
  async requireAnAdmin(): Promise<void> {
    const [admins] = await this.database.prepared<{ count: number }>(ADMINS, [ADMIN]);
    if (!admins?.count) throw new LastAdmin();
  }
}

/** An API key gives no more than it has, however much its owner may do. */
function isIn({ scopes, conditionalGrants = [] }: Identity): (grant: Grant) => boolean {
  return ({ scope }) => scopes.has(scope) || conditionalGrants.some((grant) => grant.scope === scope);
}

const NEXT = { name: 'access-change.next', text: 'UPDATE access_version SET number = number + 1 RETURNING number' };
const GRANTS = {
  name: 'access-change.grants',
  text: `SELECT ARRAY(SELECT jsonb_strip_nulls(jsonb_build_object('scope', scope, 'when', conditions))
                        FROM role_assignment a JOIN role_scope USING (role) WHERE a.user_id = u.id) AS grants
           FROM user_account u WHERE id = $1`,
};
const MARK_USER = {
  name: 'access-change.mark-user',
  text: 'UPDATE user_account SET access_version = $2 WHERE id = $1',
};
const MARK_ROLE = { name: 'access-change.mark-role', text: 'UPDATE role SET access_version = $2 WHERE name = $1' };
const ADMINS = {
  name: 'access-change.admins',
  text: `SELECT count(*)::int AS count FROM role_assignment a JOIN user_account u ON u.id = a.user_id
          WHERE a.role = $1 AND u.status = 'active'`,
};
