import { ACCESS_TOKEN_LIFE_MS } from '@tovar/platform';
import { NextKeyTooYoung } from './accounts.errors.ts';

/** An Ed25519 key as a JSON Web Key. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

export interface PrivateJwk extends PublicJwk {
  readonly d: string;
}

/** A key that signs, or will. */
export interface SigningKey {
  readonly kid: string;
  readonly jwk: PrivateJwk;
  /** Epoch milliseconds since when verifiers can fetch it. */
  readonly publishedAt: number;
}

/** A key that signs no more; its private half is forgotten. */
export interface RetiredKey {
  readonly kid: string;
  readonly jwk: PublicJwk;
  /** Epoch milliseconds at which its last token has ended. */
  readonly publishedUntil: number;
}

/** `current` signs; `next` is published ahead of its use, so that no verifier ever meets an unknown key. */
export interface KeyRing {
  readonly current: SigningKey;
  readonly next: SigningKey;
  readonly retired: readonly RetiredKey[];
}

/** Where replicas read the ring from a mounted secret, as on Kubernetes, the last of them has the new one by then. */
export const REPLICAS_KNOW_AFTER_MS = 120_000;
/** Verifiers fetch keys again after 30 s at the earliest; after twice that, each can have the next key. */
export const NEXT_KEY_KNOWN_AFTER_MS = REPLICAS_KNOW_AFTER_MS + 60_000;
/** Verifiers' clocks may be behind. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Signs with the next key from now on and retires the current one. Throws `NextKeyTooYoung`. */
export function rotate(ring: KeyRing, fresh: SigningKey, now: number): KeyRing {
  const usableAt = ring.next.publishedAt + NEXT_KEY_KNOWN_AFTER_MS;
  if (now < usableAt) throw new NextKeyTooYoung(Math.ceil((usableAt - now) / 1_000));
  const stillNeeded = ring.retired.filter((key) => key.publishedUntil > now);
  return { current: ring.next, next: fresh, retired: [...stillNeeded, retire(ring.current, now)] };
}

/** What verifiers get: the current and the next key, and the retired ones whose tokens may still live. */
export function publishedKeys(
  { current, next, retired }: KeyRing,
  now: number,
): (PublicJwk & { kid: string; alg: string; use: string })[] {
  const usable = [current, next, ...retired.filter((key) => key.publishedUntil > now)];
  return usable.map(({ kid, jwk }) => ({ ...publicHalf(jwk), kid, alg: 'EdDSA', use: 'sig' }));
}

function retire({ kid, jwk }: SigningKey, now: number): RetiredKey {
  const lastTokenEnds = now + REPLICAS_KNOW_AFTER_MS + ACCESS_TOKEN_LIFE_MS;
  return { kid, jwk: publicHalf(jwk), publishedUntil: lastTokenEnds + CLOCK_TOLERANCE_MS };
}

function publicHalf({ kty, crv, x }: PublicJwk): PublicJwk {
  return { kty, crv, x };
}
