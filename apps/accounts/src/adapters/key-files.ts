import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RefreshTokens } from '../domain/refresh-tokens.ts';
import { FileSigningKeys } from './file-signing-keys.ts';
import { createPrivateFile } from './private-file.ts';

/** Where the secrets are: named by the configuration, or made on the first start below the data directory. */
export interface KeyPlaces {
  readonly dataDir: string;
  readonly signingKeysFile?: string;
  readonly refreshSecret?: string;
}

/** Reads the signing keys; a file that the configuration names must exist and is never made up. */
export async function openSigningKeys({ dataDir, signingKeysFile }: KeyPlaces): Promise<FileSigningKeys> {
  const keys = new FileSigningKeys(resolve(signingKeysFile ?? join(dataDir, 'keys', 'signing-keys.json')));
  if (!signingKeysFile) await keys.createIfMissing();
  await keys.published();
  return keys;
}

export async function openRefreshTokens({ dataDir, refreshSecret }: KeyPlaces): Promise<RefreshTokens> {
  if (refreshSecret) return new RefreshTokens(Buffer.from(refreshSecret));
  const path = resolve(dataDir, 'keys', 'refresh-secret');
  await createPrivateFile(path, randomBytes(32).toString('base64url'));
  return new RefreshTokens(await readFile(path));
}
