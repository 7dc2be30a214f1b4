import type { EventLog, Subscription } from '../event-log/event-log.ts';
import { REMEMBERED_MS, TokenLifeMemory } from './token-life-memory.ts';

/** The event by which a session or an API key ends everywhere; its subject is the session's or the key's id. */
export const SESSION_REVOKED = 'session.revoked.v1';

/**
 * Which sessions have ended although their access tokens have not: every process follows the log, and on its start reads
 * back as far as a token can live.
 */
export class SessionRevocations {
  private readonly revoked: TokenLifeMemory<true>;
  private readonly watchers = new Set<(sessionId: string) => void>();
  private subscription?: Subscription;

  constructor(
    private readonly log: EventLog,
    private readonly now: () => number = Date.now,
  ) {
    this.revoked = new TokenLifeMemory(now);
  }

  async start(): Promise<void> {
    const since = new Date(this.now() - REMEMBERED_MS);
    this.subscription = await this.log.tail({ types: [SESSION_REVOKED], since }, (event) => this.revoke(event.subject));
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }

  isRevoked(sessionId: string): boolean {
    return this.revoked.get(sessionId) ?? false;
  }

  /** Tells of each session that ends from now on, so that open streams can be closed. Returns how to stop that. */
  watch(onRevoked: (sessionId: string) => void): () => void {
    this.watchers.add(onRevoked);
    return () => this.watchers.delete(onRevoked);
  }

  private revoke(sessionId: string): void {
    this.revoked.set(sessionId, true);
    for (const watcher of this.watchers) watcher(sessionId);
  }
}
