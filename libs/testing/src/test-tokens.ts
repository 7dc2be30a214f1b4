import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { ACCESS_TOKEN_LIFE_MS, type Grant, TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';

/** Who a test speaks as. */
export interface TestIdentity {
  readonly userId?: string;
  readonly sessionId?: string;
  readonly scopes?: readonly string[];
  readonly roles?: readonly string[];
  /** Scopes that hold under conditions only. */
  readonly conditionalGrants?: readonly Grant[];
  readonly isApiKey?: boolean;
  /** How long the token lives. Default: as long as any may. */
  readonly lifeSeconds?: number;
}

/** Signs access tokens as accounts would, for tests of services that run without it. */
export class TestTokens {
  private constructor(
    private readonly privateKey: CryptoKey,
    /** What `/.well-known/jwks.json` answers. */
    readonly jwks: { keys: object[] },
  ) {}

  static async create(): Promise<TestTokens> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' };
    return new TestTokens(privateKey, { keys: [key] });
  }

  async sign(identity: TestIdentity = {}): Promise<string> {
    const { userId = uuidv7(), sessionId = uuidv7(), scopes = [], roles = [] } = identity;
    const { lifeSeconds = ACCESS_TOKEN_LIFE_MS / 1_000 } = identity;
    const { conditionalGrants: grants = [], isApiKey: key = false } = identity;
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ sid: sessionId, scope: scopes.join(' '), roles, grants, key })
      .setProtectedHeader({ alg: 'EdDSA', typ: TOKEN_TYPE, kid: 'test' })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(userId)
      .setJti(uuidv7())
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + lifeSeconds)
      .sign(this.privateKey);
  }
}
