import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventLog, LruMap, type StoredEvent, type Subscription } from '@tovar/platform';
import { LiveFields } from './live-fields.ts';

interface Listener {
  readonly events: readonly string[];
  readonly onEvent: () => void;
}

const REMEMBERED = 10_000;

/** Tells whoever waits for a subject that it has an event: one tail of the log for all open streams. */
@Injectable()
export class SubjectEvents implements OnModuleInit, OnModuleDestroy {
  private readonly listeners = new Map<string, Set<Listener>>();
  /** The last event about each of the subjects that were told of last. */
  private readonly lastEvents = new LruMap<string, string>(REMEMBERED);
  private tail?: Subscription;

  constructor(
    private readonly log: EventLog,
    private readonly fields: LiveFields,
  ) {}

  async onModuleInit(): Promise<void> {
    this.tail = await this.log.tail({ types: this.fields.events }, (event) => this.tell(event));
  }

  async onModuleDestroy(): Promise<void> {
    await this.tail?.close();
  }

  /** Calls on every event of these types about the subject, until the returned function is called. */
  listen(subject: string, events: readonly string[], onEvent: () => void): () => void {
    const listener = { events, onEvent };
    const listeners = this.listeners.get(subject) ?? new Set();
    this.listeners.set(subject, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(subject) === listeners) this.listeners.delete(subject);
    };
  }

  /** The id of the last event about the subject; undefined when it is too long ago for this process to know. */
  lastOf(subject: string): string | undefined {
    return this.lastEvents.get(subject);
  }

  /** How many subjects somebody waits for. */
  get subjects(): number {
    return this.listeners.size;
  }

  private tell({ id, subject, type }: StoredEvent): void {
    this.lastEvents.set(subject, id);
    for (const { events, onEvent } of this.listeners.get(subject) ?? []) if (events.includes(type)) onEvent();
  }
}
