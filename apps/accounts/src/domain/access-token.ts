import { ACCESS_TOKEN_LIFE_MS, type Grant, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@tovar/platform';
import type { UserAccess } from './user.ts';

/** The claims of RFC 9068, without anything that tells who the person is. Times are epoch seconds. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly sid: string;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly scope: string;
  readonly roles: string[];
  /** Scopes that hold under conditions. */
  readonly grants?: readonly Grant[];
  /** The latest change of access that the scopes know of. */
  readonly ver: number;
  /** Issued for an API key. */
  readonly key?: true;
}

export interface AccessTokenSubject {
  readonly access: UserAccess;
  readonly sessionId: string;
  readonly tokenId: string;
  readonly now: Date;
}

export function accessTokenClaims({ access, sessionId, tokenId, now }: AccessTokenSubject): AccessTokenClaims {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return {
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    sub: access.user.id,
    sid: sessionId,
    jti: tokenId,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + ACCESS_TOKEN_LIFE_MS / 1_000,
    scope: access.scopes.join(' '),
    roles: [...access.user.roles],
    ver: access.accessVersion,
    ...(access.conditionalGrants.length > 0 ? { grants: access.conditionalGrants } : {}),
  };
}
