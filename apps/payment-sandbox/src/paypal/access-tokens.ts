import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';

/** What PayPal says a token lives for. */
export const tokenLifeSeconds = 32_400;

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Access tokens that are good; they live by the sandbox's clock and are forgotten by a restart. */
export class AccessTokens {
  private readonly expiresAtByToken = new Map<string, number>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly credentials: Credentials,
  ) {}

  /** Whether a Basic `Authorization` header carries the right credentials. */
  isClient(authorization: string | undefined): boolean {
    const { clientId, clientSecret } = this.credentials;
    const expected = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    return timingSafeEqual(digest(authorization ?? ''), digest(expected));
  }

  issue(lifeSeconds: number): string {
    const now = this.clock.now();
    for (const [token, expiresAt] of this.expiresAtByToken) if (expiresAt <= now) this.expiresAtByToken.delete(token);
    const token = `A21AA${randomBytes(60).toString('base64url')}`;
    this.expiresAtByToken.set(token, now + lifeSeconds * 1000);
    return token;
  }

  /** Whether a Bearer `Authorization` header carries a token that is good now. */
  isGood(authorization: string | undefined): boolean {
    const expiresAt = this.expiresAtByToken.get(bearerOf(authorization));
    return expiresAt !== undefined && expiresAt > this.clock.now();
  }

  revoke(authorization: string | undefined): void {
    this.expiresAtByToken.delete(bearerOf(authorization));
  }
}

function bearerOf(authorization: string | undefined): string {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
