import type { JSONWebKeySet } from 'jose';
import type { AccessTokenClaims } from './access-token.ts';

/** The keys by which the shop's access tokens are signed and verified. */
export abstract class SigningKeys {
  /** A compact JWS by the current key, with its `kid` and the type of an access token. */
  abstract sign(claims: AccessTokenClaims): Promise<string>;

  /** The public keys: always the current and the next one, and those retired ones whose tokens may still live. */
  abstract published(): Promise<JSONWebKeySet>;

  /**
   * Makes the next key the current one and publishes a new next one; no token that was good becomes bad by it. Throws
   * `NextKeyTooYoung`. Callers must not rotate at the same time.
   */
  abstract rotate(): Promise<void>;
}
