import type { Fact } from './facts.ts';
import type { Book } from './ledger.ts';

/**
 * The sandbox's time: the machine's clock plus everything it was advanced by, restarts included.
 * Expiry, idempotency windows and retries follow it; signatures carry the machine's own time, because
 * their receiver judges freshness by a clock that nobody advanced.
 */
export class SandboxClock implements Book {
  private aheadMs = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  /** How far the sandbox is ahead of the machine. */
  aheadSeconds(): number {
    return this.aheadMs / 1000;
  }

  apply(fact: Fact): void {
    if (fact.type === 'ClockAdvanced') this.aheadMs += fact.seconds * 1000;
  }
}
