import type { NewEvent, StoredEvent } from './event.ts';

/** A place in the log as its `end` gave it; opaque, and understood only by that log. */
export type LogPosition = string;

export interface Subscription {
  /** Stops delivery after the batch in hand. */
  close(): Promise<void>;
}

export interface GroupSubscription {
  /** The consumer group; its position is stored, and one member at a time works for it. */
  readonly group: string;
  readonly types: readonly string[];
  /**
   * Handles a batch, in order. The position moves only after it resolves; a rejected batch is delivered again, so the
   * handler must store its effects and the ids it has seen in one transaction.
   */
  handle(events: readonly StoredEvent[]): Promise<void>;
  /** Where a group that the log has never seen begins. Default: the beginning. */
  readonly startAt?: 'beginning' | 'end';
}

export interface GroupLag {
  readonly group: string;
  /** Events that the group has not passed yet, of any type. */
  readonly behind: number;
}

/**
 * Append-only facts, ordered per subject, kept and replayable. Delivery is at least once; nothing that was committed is
 * ever skipped, also not an event whose transaction commits after those of later ones.
 */
export abstract class EventLog {
  /** Appends facts of `source` outside of any transaction; writers with state of their own use the outbox instead. */
  abstract append(source: string, events: readonly NewEvent[]): Promise<void>;

  /** Delivers every event of the types to the group, from its stored position on. */
  abstract subscribe(subscription: GroupSubscription): Promise<Subscription>;

  /** The end of the log now: a `replay` after it brings what came since. */
  abstract end(): Promise<LogPosition>;

  /** Reads from a position (default: the beginning) up to another (default: what is in the log now), in batches. */
  abstract replay(options: {
    types: readonly string[];
    after?: LogPosition;
    upTo?: LogPosition;
  }): AsyncIterable<readonly StoredEvent[]>;

  /** The place up to which the group has handled all that it consumes, and stored so. */
  abstract passed(group: string): Promise<LogPosition>;

  /**
   * Shows every new event to this process, beginning with those stored since `since` (default: now). Nothing is
   * remembered over a restart: for caches, live updates and revocations, never for effects.
   */
  abstract tail(
    options: { types: readonly string[]; since?: Date },
    see: (event: StoredEvent) => void,
  ): Promise<Subscription>;

  /** How far each group is behind the end of the log. */
  abstract lag(): Promise<readonly GroupLag[]>;

  /** The last events, newest first, for the status page. */
  abstract latest(limit: number): Promise<readonly StoredEvent[]>;
}
