import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE } from '@tovar/platform';
import { importJWK, type JWK, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';

const claims = (): Record<string, string> => ({
  sub: uuidv7(),
  sid: uuidv7(),
  jti: uuidv7(),
  scope: 'orders:read:own',
});

/** Signed by the shop itself, good in everything but its time: it ended a minute ago. */
export async function expiredToken(dataFolder: string): Promise<string> {
  const file = await readFile(join(dataFolder, 'keys/signing-keys.json'), 'utf8');
  const { current } = JSON.parse(file) as { current: { kid: string; jwk: JWK } };
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT(claims())
    .setProtectedHeader({ alg: 'EdDSA', typ: TOKEN_TYPE, kid: current.kid })
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt(now - 120)
    .setNotBefore(now - 120)
    .setExpirationTime(now - 60)
    .sign(await importJWK(current.jwk, 'EdDSA'));
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
