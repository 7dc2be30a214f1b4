import { Logger } from '@nestjs/common';
import { outsideRequest } from '../http/request-context.ts';
import type { NewEvent } from './event.ts';
import type { EventLog } from './event-log.ts';
import { Telling } from './telling.ts';

const EVERY_MS = 1_000;
/** What cannot be told for longer than that is too much to keep. */
const MOST_KEPT = 2_000;

/**
 * Tells what was collected in memory, once a second while there is anything: for what is counted beside a hot path, where
 * an event each would cost more than what it is about. What cannot be told is kept and told later; an event that the log
 * refuses while it stores others is reported and never told; what a killed process has not told is lost. Nothing whose loss
 * would matter belongs here: that goes through the outbox.
 */
export class LaterTelling {
  private readonly logger = new Logger('LaterTelling');
  private kept: readonly NewEvent[] = [];
  private timer?: NodeJS.Timeout;
  private telling: Promise<void> = Promise.resolve();

  /** `collect` hands over what there is to tell, and forgets it. */
  constructor(
    private readonly log: Pick<EventLog, 'append' | 'end'>,
    private readonly source: string,
    private readonly collect: () => readonly NewEvent[],
  ) {}

  /** Something has been collected. */
  wake(): void {
    this.timer ??= setTimeout(() => void this.tell(), EVERY_MS).unref();
  }

  /** Tells what there is now. Does not reject. */
  tell(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.telling = this.telling.then(() => this.append());
    return this.telling;
  }

  async stop(): Promise<void> {
    await this.tell();
    clearTimeout(this.timer);
  }

  private async append(): Promise<void> {
    const events = [...this.kept, ...this.collect()];
    this.kept = [];
    if (events.length === 0) return;
    const telling = new Telling(this.log, this.source);
    await outsideRequest(() => telling.store(events));
    if (!telling.failure) return;
    // A log that stores nothing at all says nothing of single events.
    if (!telling.hasStored) return this.keep(events, telling.failure);
    for (const { event, why } of telling.refused)
      this.logger.error(`${event.type} of ${event.subject} is never told: ${why.message}`);
    if (telling.late.length > 0) this.keep(telling.late, telling.failure);
  }

  private keep(events: readonly NewEvent[], why: Error): void {
    this.kept = events.slice(0, MOST_KEPT);
    const lost = events.length - this.kept.length;
    this.logger.warn(`${this.kept.length} events are told later, ${lost} never: ${why.message}`);
    this.wake();
  }
}
