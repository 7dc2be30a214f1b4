import type { EventLog, Subscription } from '../event-log/event-log.ts';
import { ACCESS_TOKEN_LIFE_MS } from './token-verifier.ts';

/** The event by which a session ends everywhere; its subject is the session's id. */
export const SESSION_REVOKED = 'session.revoked.v1';

/**
 * Which sessions have ended although their access tokens have not: every process follows the log, and on its start reads
 * back as far as a token can live.
 */
export class SessionRevocations {
  private readonly revokedAt = new Map<string, number>();
  private readonly watchers = new Set<(sessionId: string) => void>();
  private subscription?: Subscription;

  constructor(
    private readonly log: EventLog,
    private readonly now: () => number = Date.now,
  ) {}

  async start(): Promise<void> {
    const since = new Date(this.now() - ACCESS_TOKEN_LIFE_MS - 60_000);
    this.subscription = await this.log.tail({ types: [SESSION_REVOKED], since }, (event) => this.revoke(event.subject));
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }

  isRevoked(sessionId: string): boolean {
    return this.revokedAt.has(sessionId);
  }

  /** Tells of each session that ends from now on, so that open streams can be closed. Returns how to stop that. */
  watch(onRevoked: (sessionId: string) => void): () => void {
    this.watchers.add(onRevoked);
    return () => this.watchers.delete(onRevoked);
  }

  private revoke(sessionId: string): void {
    this.revokedAt.delete(sessionId);
    this.revokedAt.set(sessionId, this.now());
    for (const watcher of this.watchers) watcher(sessionId);
    this.forgetOld();
  }

  /** Insertion order is time order, so the old ones stand first. */
  private forgetOld(): void {
    for (const [sessionId, at] of this.revokedAt) {
      if (this.now() - at < ACCESS_TOKEN_LIFE_MS + 60_000) return;
      this.revokedAt.delete(sessionId);
    }
  }
}
