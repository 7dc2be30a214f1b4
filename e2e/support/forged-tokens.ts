import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACCESS_TOKEN_LIFE_MS, TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE } from '@tovar/platform';
import type { TestIdentity } from '@tovar/testing';
import { importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';

/** Newer than any change of what the account may do, which would end the token. */
const NEWEST = 2 ** 31 - 1;

const claims = (): Record<string, string> => ({
  sub: uuidv7(),
  sid: uuidv7(),
  jti: uuidv7(),
  scope: 'orders:read:own',
});

/** Signed by the shop itself, good in everything but its time: it ended a minute ago. */
export function expiredToken(dataFolder: string): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return signed(dataFolder, claims(), { from: now - 120, to: now - 60 });
}

/** Signed by the shop itself, also by the key that signs next, and good, for whom a test says and what it says they may. */
export function ownToken(
  dataFolder: string,
  identity: TestIdentity,
  key: 'current' | 'next' = 'current',
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const { userId = uuidv7(), sessionId = uuidv7(), scopes = [], roles = [] } = identity;
  const payload = { ...claims(), sub: userId, sid: sessionId, scope: scopes.join(' '), roles, ver: NEWEST };
  return signed(dataFolder, payload, { from: now, to: now + ACCESS_TOKEN_LIFE_MS / 1_000 }, key);
}

/** Signed by nobody, and says so; `signature` is what stands behind the second dot. */
export function unsignedToken(signature: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const times = { iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, iat: now, nbf: now, exp: now + 300 };
  const parts = [
    { alg: 'none', typ: TOKEN_TYPE },
    { ...claims(), ...times },
  ];
  return [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), signature].join('.');
}

/** With one of the keys that the shop keeps in its folder. */
async function signed(
  dataFolder: string,
  payload: JWTPayload,
  times: { from: number; to: number },
  key: 'current' | 'next' = 'current',
): Promise<string> {
  const file = await readFile(join(dataFolder, 'keys/signing-keys.json'), 'utf8');
  const { kid, jwk } = (JSON.parse(file) as Record<typeof key, { kid: string; jwk: JWK }>)[key];
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', typ: TOKEN_TYPE, kid })
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt(times.from)
    .setNotBefore(times.from)
    .setExpirationTime(times.to)
    .sign(await importJWK(jwk, 'EdDSA'));
}
