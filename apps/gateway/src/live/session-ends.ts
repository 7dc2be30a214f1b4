import { Injectable } from '@nestjs/common';
import { type Identity, SessionRevocations, Unauthenticated } from '@tovar/platform';

/** Watches over identities that are in use for longer than one request. */
@Injectable()
export class SessionEnds {
  constructor(private readonly revocations: SessionRevocations) {}

  /**
   * Calls `onEnd` with the reason when the session is revoked or the token expires, until the returned function is
   * called. Without an identity there is nothing that could end.
   */
  watch(identity: Identity | undefined, onEnd: (reason: Unauthenticated) => void): () => void {
    if (!identity) return () => undefined;
    const revoked = (): void => onEnd(new Unauthenticated('This session has ended. Log in again.'));
    const expired = (): void => onEnd(new Unauthenticated('The access token has expired.'));
    const expiry = setTimeout(expired, Math.max(0, identity.expiresAt * 1_000 - Date.now())).unref();
    const unwatch = this.revocations.watch((sessionId) => {
      if (sessionId === identity.sessionId) revoked();
    });
    if (this.revocations.isRevoked(identity.sessionId)) revoked();
    return () => {
      clearTimeout(expiry);
      unwatch();
    };
  }
}
