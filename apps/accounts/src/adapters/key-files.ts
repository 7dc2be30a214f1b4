import { join, resolve } from 'node:path';
import { openSecret } from '@tovar/platform';
import { KnownDevices } from '../domain/known-devices.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { RefreshTokens } from '../domain/refresh-tokens.ts';
import { FileSigningKeys } from './file-signing-keys.ts';

/** Where the secrets are: named by the configuration, or made on the first start below the data directory. */
export interface KeyPlaces {
  readonly dataDir: string;
  readonly signingKeysFile?: string;
  readonly refreshSecret?: string;
  readonly linkSecret?: string;
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
  return new RefreshTokens(await openSecret(refreshSecret, resolve(dataDir, 'keys', 'refresh-secret')));
}

export async function openOneTimeTokens({ dataDir, linkSecret }: KeyPlaces): Promise<OneTimeTokens> {
  return new OneTimeTokens(await openSecret(linkSecret, resolve(dataDir, 'keys', 'link-secret')));
}

export async function openKnownDevices({ dataDir, linkSecret }: KeyPlaces): Promise<KnownDevices> {
  return new KnownDevices(await openSecret(linkSecret, resolve(dataDir, 'keys', 'link-secret')));
}
