import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { accessTokenClaims } from '../domain/access-token.ts';
import { continuableUntil, type Session } from '../domain/session.ts';
import { SigningKeys } from '../domain/signing-keys.ts';
import type { User, UserAccess } from '../domain/user.ts';

/** What a client holds after a login or a refresh. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly accessTokenEndsAt: Date;
  readonly refreshToken: string;
  /** When the refresh token ends unless it is used before. */
  readonly refreshTokenEndsAt: Date;
  readonly sessionId: string;
  readonly user: User;
}

export interface TokenSubject {
  readonly access: UserAccess;
  readonly session: Session;
  readonly refreshToken: string;
  readonly now: Date;
}

/** Signs an access token with what the user may do now, and pairs it with the session's refresh token. */
@Injectable()
export class IssueTokens {
  constructor(private readonly keys: SigningKeys) {}

  async execute({ access, session, refreshToken, now }: TokenSubject): Promise<IssuedTokens> {
    const claims = accessTokenClaims({ access, sessionId: session.id, tokenId: uuidv7(), now });
    return {
      accessToken: await this.keys.sign(claims),
      accessTokenEndsAt: new Date(claims.exp * 1_000),
      refreshToken,
      refreshTokenEndsAt: continuableUntil({ endsAt: session.endsAt, lastUsedAt: now }),
      sessionId: session.id,
      user: access.user,
    };
  }
}
