import { readFile, stat } from 'node:fs/promises';
import { createPrivateFile, replacePrivateFile, TOKEN_TYPE } from '@tovar/platform';
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  SignJWT,
} from 'jose';
import { z } from 'zod';
import type { AccessTokenClaims } from '../domain/access-token.ts';
import { type KeyRing, publishedKeys, rotate, type SigningKey } from '../domain/key-ring.ts';
import { SigningKeys } from '../domain/signing-keys.ts';

const part = z.string().regex(/^[\w-]{43}$/);
const publicJwk = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: part });
const signingKey = z.strictObject({
  kid: z.string().min(1),
  jwk: publicJwk.extend({ d: part }),
  publishedAt: z.number(),
});
const retiredKey = z.strictObject({ kid: z.string().min(1), jwk: publicJwk, publishedUntil: z.number() });
const keyRing = z.strictObject({ current: signingKey, next: signingKey, retired: z.array(retiredKey) });

interface LoadedRing {
  readonly ring: KeyRing;
  readonly signWith: CryptoKey | Uint8Array;
  readonly modifiedMs: number;
}

/** The key ring as one private JSON file; read again when it has changed, so that another process may rotate it. */
export class FileSigningKeys extends SigningKeys {
  private loaded?: LoadedRing;

  constructor(
    private readonly path: string,
    private readonly now: () => number = Date.now,
  ) {
    super();
  }

  /** Makes the file with two new keys unless there is one. */
  async createIfMissing(): Promise<void> {
    const at = this.now();
    const ring: KeyRing = { current: await newKey(at), next: await newKey(at), retired: [] };
    await createPrivateFile(this.path, toText(ring));
  }

  async sign(claims: AccessTokenClaims): Promise<string> {
    const { ring, signWith } = await this.load();
    const header = { alg: 'EdDSA', typ: TOKEN_TYPE, kid: ring.current.kid };
    return new SignJWT({ ...claims }).setProtectedHeader(header).sign(signWith);
  }

  async published(): Promise<JSONWebKeySet> {
    const { ring } = await this.load();
    return { keys: publishedKeys(ring, this.now()) };
  }

  async rotate(): Promise<void> {
    const { ring } = await this.load();
    const at = this.now();
    await replacePrivateFile(this.path, toText(rotate(ring, await newKey(at), at)));
    this.loaded = undefined;
  }

  private async load(): Promise<LoadedRing> {
    const { mtimeMs } = await stat(this.path);
    if (this.loaded?.modifiedMs === mtimeMs) return this.loaded;
    const ring = keyRing.parse(JSON.parse(await readFile(this.path, 'utf8')));
    const signWith = await importJWK(ring.current.jwk, 'EdDSA');
    this.loaded = { ring, signWith, modifiedMs: mtimeMs };
    return this.loaded;
  }
}

async function newKey(publishedAt: number): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = publicJwk.extend({ d: part }).parse(await exportJWK(privateKey));
  return { kid: await calculateJwkThumbprint(jwk), jwk, publishedAt };
}

function toText(ring: KeyRing): string {
  return `${JSON.stringify(ring, null, 2)}\n`;
}
