import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import type { Client } from '../domain/client.ts';
import { SecurityLog, type SecurityEventKind } from '../domain/security-log.ts';
import type { EndReason } from '../domain/session.ts';
import { SessionRepository } from '../domain/session.repository.ts';

export interface SessionsToEnd {
  readonly userId: string;
  /** Without it all of the user's sessions end, but the spared one. */
  readonly sessionId?: string;
  readonly sparedSessionId?: string;
  readonly reason: EndReason;
  readonly client: Client;
}

/**
 * Ends the user's own sessions, one or all: from the moment it is told, every service refuses their access tokens. Returns
 * the ids of those that lived; ending an ended session is no error.
 */
@Injectable()
export class EndSessions {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly securityLog: SecurityLog,
  ) {}

  execute({ client, ...which }: SessionsToEnd): Promise<readonly string[]> {
    const { userId, reason } = which;
    const kind: SecurityEventKind = reason === 'refresh-token-reused' ? reason : 'session-ended';
    return this.database.transaction(async () => {
      const ended = await this.sessions.end({ ...which, at: new Date() });
      await this.securityLog.add(...ended.map((id) => ({ kind, actorId: userId, sessionId: id, client })));
      return ended;
    });
  }
}
