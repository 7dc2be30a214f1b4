import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoredEvent } from '../event.ts';
import { toEvent, typeOf } from './event-message.ts';
import type { TopicReader } from './topic-reader.ts';

const RETRY_MS = 500;

export interface Watch {
  readonly types: ReadonlySet<string>;
  see(event: StoredEvent): void;
}

/** Follows the end of the log for this process, and shows what comes to all who watch. */
export class LogTail {
  private readonly logger = new Logger('EventLog');
  private readonly watches = new Set<Watch>();
  private readonly closing = new AbortController();
  private following: Promise<void> = Promise.resolve();
  private place: ReadonlyMap<number, bigint> = new Map();

  constructor(private readonly reader: TopicReader) {}

  /** The place up to which everybody who watches has been shown the log. */
  get shown(): ReadonlyMap<number, bigint> {
    return this.place;
  }

  async start(): Promise<void> {
    this.place = await this.reader.offsetsAt();
    this.reader.seek(this.place);
    this.following = this.follow();
  }

  add(watch: Watch): void {
    this.watches.add(watch);
  }

  remove(watch: Watch): void {
    this.watches.delete(watch);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.reader.close();
    await this.following;
  }

  /** What one watcher throws must not keep the event from the others. */
  show(event: StoredEvent, watch: Watch): void {
    if (!watch.types.has(event.type)) return;
    try {
      watch.see(event);
    } catch (error) {
      this.logger.error(error, { eventId: event.id, type: event.type });
    }
  }

  private async follow(): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        await this.showNext();
      } catch (error) {
        if (this.closing.signal.aborted) return;
        this.logger.warn(`The log's end is out of sight, next look in ${RETRY_MS} ms: ${(error as Error).message}`);
        await delay(RETRY_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
      }
    }
  }

  /** The place moves in the turn in which it is shown: who joins between two turns misses nothing, and sees nothing twice. */
  private async showNext(): Promise<void> {
    const records = await this.reader.next();
    if (records.length > 0) this.place = new Map(this.reader.position);
    for (const record of records) {
      const type = typeOf(record) ?? '';
      const watches = [...this.watches].filter(({ types }) => types.has(type));
      if (watches.length === 0) continue;
      const event = toEvent(record);
      for (const watch of watches) this.show(event, watch);
    }
  }
}
