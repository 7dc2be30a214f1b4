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

/** Without its keys the service must not start: it would make tokens that nobody believes, or none. */
export class SigningKeysUnreadable extends Error {
  readonly code = 'SIGNING_KEYS_UNREADABLE';
  constructor(path: string, options: { cause: unknown }) {
    const reason = options.cause instanceof Error ? options.cause.message : String(options.cause);
    super(
      `The signing keys in ${path} cannot be read. Mend the file or ACCOUNTS_SIGNING_KEYS_FILE. ${reason}`,
      options,
    );
  }
}

/** Reads the signing keys; a file that the configuration names is never made up. Throws `SigningKeysUnreadable`. */
export async function openSigningKeys({ dataDir, signingKeysFile }: KeyPlaces): Promise<FileSigningKeys> {
  const path = resolve(signingKeysFile ?? join(dataDir, 'keys', 'signing-keys.json'));
  const keys = new FileSigningKeys(path);
  if (!signingKeysFile) await keys.createIfMissing();
  try {
    await keys.published();
  } catch (error) {
    throw new SigningKeysUnreadable(path, { cause: error });
  }
  return keys;
}

export async function openRefreshTokens({ dataDir, refreshSecret }: KeyPlaces): Promise<RefreshTokens> {
  if (refreshSecret) return new RefreshTokens(Buffer.from(refreshSecret));
  const path = resolve(dataDir, 'keys', 'refresh-secret');
  await createPrivateFile(path, randomBytes(32).toString('base64url'));
  return new RefreshTokens(await readFile(path));
}
