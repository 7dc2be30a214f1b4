import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { requireCovered } from '../domain/delegation.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { SessionRepository } from '../domain/session.repository.ts';
import { AccessChange, type Actor } from './access-change.ts';

/**
 * Keeps users out, and lets them in again; both may be repeated. Nobody blocks somebody who may do more than they do. Each
 * method throws `NotFound` and `BeyondOwnScopes`.
 */
@Injectable()
export class BlockUsers {
  constructor(
    private readonly database: Database,
    private readonly access: AccessChange,
    private readonly sessions: SessionRepository,
    private readonly securityLog: SecurityLog,
  ) {}

  /** Ends all sessions, and with them every token, those of API keys too. Throws `LastAdmin`. */
  async block(userId: string, actor: Actor): Promise<void> {
    await this.change('blocked', userId, actor, async (version) => {
      await this.access.requireAnAdmin();
      await this.sessions.end({ userId, reason: 'blocked', at: new Date() });
      await this.access.tell(version, { userId });
    });
  }

  async unblock(userId: string, actor: Actor): Promise<void> {
    await this.change('active', userId, actor, async () => undefined);
  }

  private async change(
    status: 'active' | 'blocked',
    userId: string,
    actor: Actor,
    effect: (version: number) => Promise<void>,
  ): Promise<void> {
    await this.access.run(actor, async (own, version) => {
      requireCovered(own, await this.access.grantsOf(userId));
      const changed = await this.database.prepared(SET_STATUS, [userId, status]);
      if (changed.length === 0) return;
      await effect(version);
      const { userId: actorId, sessionId } = actor.identity;
      const kind = status === 'blocked' ? 'user-blocked' : 'user-unblocked';
      await this.securityLog.add({ kind, actorId, sessionId, client: actor.client, subjectId: userId });
    });
  }
}

const SET_STATUS = {
  name: 'block-users.set-status',
  text: 'UPDATE user_account SET status = $2 WHERE id = $1 AND status <> $2 RETURNING id',
};
