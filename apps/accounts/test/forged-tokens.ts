import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE } from '@tovar/platform';
import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import type { AccountsShop } from './accounts-shop.ts';

export interface Forgery {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Makes access tokens that are good but for one thing; knows the shop's own private key, as no attacker does. */
export class ForgedTokens {
  private constructor(
    readonly kid: string,
    private readonly ownKey: CryptoKey,
    private readonly publicJwk: JWK,
    private readonly foreignKey: CryptoKey,
    private readonly foreignJwk: JWK,
  ) {}

  static async with({ shop }: AccountsShop): Promise<ForgedTokens> {
    const path = join(shop.running.process.config.DATA_DIR, 'keys', 'signing-keys.json');
    const { current } = JSON.parse(await readFile(path, 'utf8'));
    const { kty, crv, x } = current.jwk;
    const foreign = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const ownKey = (await importJWK(current.jwk, 'EdDSA')) as CryptoKey;
    return new ForgedTokens(
      current.kid,
      ownKey,
      { kty, crv, x },
      foreign.privateKey,
      await exportJWK(foreign.publicKey),
    );
  }

  /** By the shop's own key; without changes it is a good token. */
  signed(forgery: Forgery = {}): Promise<string> {
    return sign(this.ownKey, this.headerOf(forgery), claimsOf(forgery));
  }

  /** By another key, with that key's public half at hand for the header. */
  signedByStranger(headerOf: (jwk: JWK) => Record<string, unknown> = () => ({})): Promise<string> {
    return sign(this.foreignKey, this.headerOf({ header: headerOf(this.foreignJwk) }), claimsOf({}));
  }

  /** Header and claims without a signature, ready for whatever is put behind the second dot. */
  unsigned(forgery: Forgery = {}): string {
    return `${encode(this.headerOf(forgery))}.${encode(claimsOf(forgery))}`;
  }

  /** HMAC with the published key as the secret, in the spellings that libraries have fallen for. */
  hmacWithPublicKey(spelling: 'jwk' | 'raw'): string {
    const text = this.unsigned({ header: { alg: 'HS256' } });
    const secret =
      spelling === 'jwk' ? JSON.stringify(this.publicJwk) : Buffer.from(String(this.publicJwk.x), 'base64url');
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  }

  private headerOf({ header = {} }: Forgery): Record<string, unknown> {
    return { alg: 'EdDSA', typ: TOKEN_TYPE, kid: this.kid, ...header };
  }
}

/** Epoch seconds, that many seconds from now. */
export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds;
}

function claimsOf({ claims = {} }: Forgery): Record<string, unknown> {
  return {
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    sub: uuidv7(),
    sid: uuidv7(),
    jti: uuidv7(),
    iat: secondsFromNow(0),
    nbf: secondsFromNow(0),
    exp: secondsFromNow(600),
    scope: 'orders:read:own',
    roles: ['customer'],
    ...claims,
  };
}

function sign(key: CryptoKey, header: Record<string, unknown>, claims: Record<string, unknown>): Promise<string> {
  const crit = { unheard: true };
  return new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader(header as { alg: string })
    .sign(key, { crit });
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
