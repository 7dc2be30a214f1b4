import { createHash } from 'node:crypto';
import { DomainError, type Grant } from '@tovar/platform';
import type { UserAccess } from './user.ts';

const DAY_MS = 24 * 60 * 60_000;
export const LONGEST_KEY_DAYS = 365;
export const MOST_KEYS = 20;
export const LONGEST_KEY_NAME = 80;
/** Enough to recognise a key by, of the 43 characters that make it up. */
const SHOWN = 12;
const START = 'tvk_';

/** An integration's key as its owner sees it; the key itself is shown once and never again. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** How the key begins. */
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** To the minute at best; null for one that was never used. */
  readonly lastUsedAt: Date | null;
}

/** 256 bits from a generator for secrets, as text that can be recognised wherever it turns up. */
export function keyOf(random: Uint8Array): string {
  return START + Buffer.from(random).toString('base64url');
}

export function prefixOf(key: string): string {
  return key.slice(0, SHOWN);
}

/** What is stored. A key has too many bits to be guessed, so a fast hash is enough. */
export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

export function expiryOf(days: number, now: Date): Date {
  return new Date(now.getTime() + days * DAY_MS);
}

/** What a key may do now: its scopes as far as its owner still has them, under the conditions that its owner has. */
export function narrowedTo(scopes: readonly string[], access: UserAccess): UserAccess {
  const isOfKey = (scope: string): boolean => scopes.includes(scope);
  return {
    ...access,
    scopes: access.scopes.filter(isOfKey),
    conditionalGrants: access.conditionalGrants.filter(({ scope }: Grant) => isOfKey(scope)),
  };
}

/** The account has as many keys as it may. */
export class TooManyApiKeys extends DomainError {
  readonly code = 'TOO_MANY_API_KEYS';
  override readonly kind = 'conflict';
  constructor() {
    super(`An account has at most ${MOST_KEYS} API keys. Revoke one first.`, { allowed: MOST_KEYS });
  }
}

/** The same for a key that never was, has expired or was revoked, and for one whose owner is kept out. */
export class InvalidApiKey extends DomainError {
  readonly code = 'INVALID_API_KEY';
  override readonly kind = 'unauthenticated';
  constructor() {
    super('The API key is not valid.');
  }
}
