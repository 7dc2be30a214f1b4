import { createHash, createHmac } from 'node:crypto';

/**
 * Refresh tokens: 256 bits that mean nothing. Each follows from the one before by the service's secret, so the successor
 * can be answered twice though it is stored nowhere; without the secret nobody gets from a token, or from a hash, to the next.
 */
export class RefreshTokens {
  constructor(private readonly secret: Uint8Array) {}

  /** The token of a new session; `random` is 32 bytes from a generator for secrets. */
  first(random: Uint8Array): string {
    return Buffer.from(random).toString('base64url');
  }

  successorOf(token: string): string {
    return createHmac('sha256', this.secret).update(`refresh-token-successor\n${token}`).digest('base64url');
  }

  /** What is stored. A token has too many bits to be guessed, so a fast hash is enough. */
  hashOf(token: string): Buffer {
    return createHash('sha256').update(token).digest();
  }
}
