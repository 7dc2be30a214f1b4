import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, ipPrefix } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { Client } from '../domain/client.ts';
import { RefreshTokens } from '../domain/refresh-tokens.ts';
import { SecurityLog } from '../domain/security-log.ts';
import { LONGEST_SESSION_MS } from '../domain/session.ts';
import { SessionRepository } from '../domain/session.repository.ts';
import type { UserAccess } from '../domain/user.ts';
import { type IssuedTokens, IssueTokens } from './issue-tokens.ts';

const LONGEST_USER_AGENT = 200;

/** Somebody who has proved who they are, and whether they had logged in on this device before. */
export interface NewLogin {
  readonly access: UserAccess;
  readonly client: Client;
  readonly isKnownDevice: boolean;
}

/** Starts a session for somebody who has proved who they are; always a new one, never one that the client brings. */
@Injectable()
export class StartSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly refreshTokens: RefreshTokens,
    private readonly issueTokens: IssueTokens,
    private readonly securityLog: SecurityLog,
  ) {}

  async execute({ access, client, isKnownDevice }: NewLogin): Promise<IssuedTokens> {
    const now = new Date();
    const refreshToken = this.refreshTokens.first(randomBytes(32));
    const session = {
      id: uuidv7(),
      userId: access.user.id,
      startedAt: now,
      lastUsedAt: now,
      endsAt: new Date(now.getTime() + LONGEST_SESSION_MS),
      userAgent: client.userAgent?.slice(0, LONGEST_USER_AGENT),
      ipPrefix: ipPrefix(client.ip),
      isKnownDevice,
    };
    await this.database.transaction(async () => {
      await this.sessions.start(session, this.refreshTokens.hashOf(refreshToken));
      await this.securityLog.add({ kind: 'login-succeeded', actorId: session.userId, sessionId: session.id, client });
    });
    return this.issueTokens.execute({ access, session, refreshToken, now });
  }
}
