import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { InvalidRefreshToken } from '../domain/accounts.errors.ts';
import type { Client } from '../domain/client.ts';
import { RefreshTokens } from '../domain/refresh-tokens.ts';
import { decideRefresh, type PresentedToken } from '../domain/session.ts';
import { SessionRepository } from '../domain/session.repository.ts';
import { EndSessions } from './end-sessions.ts';
import { type IssuedTokens, IssueTokens } from './issue-tokens.ts';

export interface Refresh {
  readonly refreshToken: string;
  readonly client: Client;
}

/**
 * Exchanges a refresh token for its successor and a new access token. A token that was exchanged long ago ends the session;
 * one that was exchanged just now is answered with the same successor. Throws `InvalidRefreshToken`.
 */
@Injectable()
export class RefreshSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly refreshTokens: RefreshTokens,
    private readonly endSessions: EndSessions,
    private readonly issueTokens: IssueTokens,
  ) {}

  async execute({ refreshToken, client }: Refresh): Promise<IssuedTokens> {
    const now = new Date();
    // The end of a reused token's session must be committed, so the refusal is thrown afterwards.
    const presented = await this.database.transaction(() => this.exchange(refreshToken, client, now));
    if (!presented) throw new InvalidRefreshToken();
    return this.issueTokens.execute({ ...presented, refreshToken: this.refreshTokens.successorOf(refreshToken), now });
  }

  private async exchange(token: string, client: Client, now: Date): Promise<PresentedToken | undefined> {
    const used = this.refreshTokens.hashOf(token);
    const presented = await this.sessions.findByToken(used);
    const decision = decideRefresh(presented, now);
    if (!presented || decision === 'refuse') return undefined;
    const { session } = presented;
    if (decision === 'reused') {
      await this.endSessions.execute({
        userId: session.userId,
        sessionId: session.id,
        reason: 'refresh-token-reused',
        client,
      });
      return undefined;
    }
    if (decision === 'rotate') {
      const successor = this.refreshTokens.hashOf(this.refreshTokens.successorOf(token));
      await this.sessions.rotate(session.id, { used, successor, at: now });
    }
    return presented;
  }
}
