import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { Unauthenticated } from '../errors/platform.errors.ts';
import type { AccessChanges } from './access-changes.ts';
import { ACCESS_TOKEN_LIFE_MS } from './access-token-life.ts';
import type { Identity } from './identity.ts';
import type { Grant } from './policy.ts';
import type { SessionRevocations } from './session-revocations.ts';

export const TOKEN_ISSUER = 'https://tovar.invalid/accounts';
export const TOKEN_AUDIENCE = 'tovar';
export const TOKEN_TYPE = 'at+jwt';

const REFETCH_MS = 30_000;
const REMEMBERED = 10_000;
const CLOCK_TOLERANCE_S = 5;

/** Where the public keys come from; called seldom. */
export type FetchKeys = () => Promise<JSONWebKeySet>;

/**
 * Verifies access tokens (RFC 9068): pinned algorithm, issuer, audience, type, times, a session that is not revoked,
 * and scopes that have not changed since.
 * A verified token is remembered by its hash, so that the signature is checked once and not on every request.
 */
export class TokenVerifier {
  private readonly verified = new Map<string, Identity>();
  private keys?: ReturnType<typeof createLocalJWKSet>;
  private askedAt = Number.NEGATIVE_INFINITY;
  private fetching?: Promise<void>;

  constructor(
    private readonly fetchKeys: FetchKeys,
    private readonly revocations: SessionRevocations,
    private readonly accessChanges: AccessChanges,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes the `Authorization` header. Throws `Unauthenticated` for whatever is not a good token. */
  async verify(authorization: string): Promise<Identity> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
    if (!token) throw new Unauthenticated('Send the access token as "Authorization: Bearer …".');
    const hash = createHash('sha256').update(token).digest('base64url');
    const identity = this.remembered(hash) ?? (await this.verifyAnew(token));
    if (this.revocations.isRevoked(identity.sessionId))
      throw new Unauthenticated('This session has ended. Log in again.');
    if (this.accessChanges.isOutdated(identity))
      throw new Unauthenticated('What this account may do has changed. Refresh the session to go on.');
    this.remember(hash, identity);
    return identity;
  }

  private async verifyAnew(token: string): Promise<Identity> {
    try {
      return toIdentity(await this.verifySignature(token));
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new Unauthenticated('The access token is not valid.');
      throw error;
    }
  }

  private async verifySignature(token: string): Promise<JWTPayload> {
    if (!this.keys) await this.refetch();
    try {
      return await this.verifyWithKeys(token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.mayRefetch) throw error;
      await this.refetch();
      return this.verifyWithKeys(token);
    }
  }

  /** A key that is not known may be new; but anybody can name one, so that is asked seldom, and joined by all who wait. */
  private get mayRefetch(): boolean {
    return this.fetching !== undefined || this.now() - this.askedAt >= REFETCH_MS;
  }

  private async verifyWithKeys(token: string): Promise<JWTPayload> {
    if (!this.keys) throw new errors.JWKSNoMatchingKey();
    const { payload } = await jwtVerify(token, this.keys, {
      algorithms: ['EdDSA', 'Ed25519'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      typ: TOKEN_TYPE,
      clockTolerance: CLOCK_TOLERANCE_S,
      maxTokenAge: ACCESS_TOKEN_LIFE_MS / 1_000 + CLOCK_TOLERANCE_S,
      requiredClaims: ['sub', 'sid', 'jti', 'exp', 'nbf', 'iat'],
      currentDate: new Date(this.now()),
    });
    return payload;
  }

  /** One fetch at a time, whoever asks. One that fails counts as asked too, as long as there are keys to work with. */
  private async refetch(): Promise<void> {
    this.fetching ??= this.fetchAndKeep().finally(() => (this.fetching = undefined));
    await this.fetching;
  }

  private async fetchAndKeep(): Promise<void> {
    this.askedAt = this.now();
    this.keys = createLocalJWKSet(await this.fetchKeys());
  }

  private remembered(hash: string): Identity | undefined {
    const identity = this.verified.get(hash);
    if (!identity || identity.expiresAt * 1_000 > this.now()) return identity;
    this.verified.delete(hash);
    throw new Unauthenticated('The access token has expired.');
  }

  private remember(hash: string, identity: Identity): void {
    this.verified.delete(hash);
    this.verified.set(hash, identity);
    if (this.verified.size <= REMEMBERED) return;
    const oldest = this.verified.keys().next().value;
    if (oldest !== undefined) this.verified.delete(oldest);
  }
}

function toIdentity(claims: JWTPayload): Identity {
  const { sub, sid, exp, scope, roles, grants, ver, key } = claims;
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number' || typeof scope !== 'string') {
    throw new errors.JWTInvalid('A claim has the wrong type.');
  }
  return {
    userId: sub,
    sessionId: sid,
    expiresAt: exp,
    scopes: new Set(scope.split(' ').filter(Boolean)),
    roles: Array.isArray(roles) ? roles.map(String) : [],
    conditionalGrants: Array.isArray(grants) ? (grants as Grant[]) : [],
    accessVersion: typeof ver === 'number' ? ver : 0,
    isApiKey: key === true,
  };
}
