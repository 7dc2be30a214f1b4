import { AsyncResource } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import type { SqlDatabase } from '../database/sql-database.ts';
import { isTransient } from '../database/transient-error.ts';
import { failpoint, failpointsAreArmed } from '../failpoints/failpoint.ts';
import { outsideRequest } from '../http/request-context.ts';
import { inSpan } from '../tracing/in-span.ts';
import { type DeadEvent, DeadEvents } from './dead-events.ts';
import type { StoredEvent } from './event.ts';
import type { EventLog, Subscription } from './event-log.ts';
import { Inbox } from './inbox.ts';
import type { MessageHandler } from './on-message.ts';

const TRIES = 5;
const TIDIES_EVERY_MS = 600_000;

/**
 * A service's consumer group. A batch's effects and inbox rows commit together. When a batch fails, its events are
 * handled one by one; one that keeps failing is set aside with all later ones of its subject, and the others go on.
 * A failing database is nobody's fault: such tries are not counted.
 */
export class Consumer {
  private readonly logger = new Logger('Consumer');
  private readonly inbox: Inbox;
  private readonly dead: DeadEvents;
  private readonly failures = new Map<string, number>();
  private subscription?: Subscription;
  private tidying?: NodeJS.Timeout;
  /** Until a batch has been handled since the start, and while one waits. */
  private isBehind = true;

  constructor(
    private readonly group: string,
    private readonly handlers: ReadonlyMap<string, MessageHandler>,
    private readonly database: SqlDatabase,
    private readonly log: EventLog,
  ) {
    this.inbox = new Inbox(group);
    this.dead = new DeadEvents(group, database);
  }

  async start(): Promise<void> {
    if (this.handlers.size === 0) return;
    this.subscription = await this.log.subscribe({
      group: this.group,
      types: [...this.handlers.keys()],
      // The log calls from wherever it was woken; log lines belong to the service that subscribed.
      handle: AsyncResource.bind((events: readonly StoredEvent[]) => outsideRequest(() => this.handle(events))),
    });
    this.tidying = setInterval(() => void this.tidy(), TIDIES_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.tidying);
    await this.subscription?.close();
  }

  /** The dead events, oldest first. */
  deadEvents(limit: number): Promise<readonly DeadEvent[]> {
    return this.dead.oldest(limit);
  }

  /** Handles the dead events of a subject again, in order; throws at the first that still fails. */
  async redrive(subject: string): Promise<number> {
    for (let count = 0; ; count += 1) {
      const event = await this.dead.firstOf(subject);
      if (!event) return count;
      await this.database.transaction(() => this.redriveOne(event));
    }
  }

  /**
   * Forgets old deliveries, but neither while a batch waits nor before one has been handled since the start: what comes first,
   * or again, may have been handled long ago.
   */
  async tidy(): Promise<void> {
    if (this.isBehind) return;
    await this.inbox.forgetOld(this.database).catch((error: Error) => this.logger.warn(error.message));
  }

  private async handle(events: readonly StoredEvent[]): Promise<void> {
    this.isBehind = true;
    const oneByOne = events.length === 1 || this.failures.size > 0;
    if (oneByOne || !(await this.handledTogether(events))) {
      for (const event of events) await this.handleAlone(event);
    }
    this.isBehind = false;
    this.failures.clear();
  }

  private async handledTogether(events: readonly StoredEvent[]): Promise<boolean> {
    try {
      await this.applyOnce(events);
      return true;
    } catch (error) {
      if (isTransient(error)) throw error;
      return false;
    }
  }

  private async handleAlone(event: StoredEvent): Promise<void> {
    try {
      await this.applyOnce([event]);
    } catch (error) {
      if (isTransient(error) || !this.wasLastTry(event)) throw error;
      this.logger.error(error, { eventId: event.id, type: event.type, group: this.group });
      await this.dead.add(event, String(error));
    }
  }

  private wasLastTry({ id }: StoredEvent): boolean {
    const failures = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, failures);
    return failures >= TRIES;
  }

  private async applyOnce(events: readonly StoredEvent[]): Promise<void> {
    await this.database.transaction(async () => {
      const { fresh, blocked } = await this.inbox.takeNew(events, this.database);
      this.failAfter('taken', fresh);
      for (const event of fresh) await this.apply(event);
      for (const event of blocked) await this.dead.add(event, 'An earlier event of this subject is dead.');
    });
    this.failAfter('committed', events);
  }

  /** A process that worked at the same time may have handled it after all. */
  private async redriveOne(event: StoredEvent): Promise<void> {
    if (await this.inbox.takeDead(event, this.database)) await this.apply(event);
    await this.dead.remove(event);
  }

  private async apply(event: StoredEvent): Promise<void> {
    const span = { name: `handle ${event.type}`, kind: 'consumer', parent: event.traceparent } as const;
    await inSpan(span, async () => this.handlers.get(event.type)?.(event));
    this.failAfter('handled', [event]);
  }

  /**
   * `<group> <type> taken`: the inbox row is inserted; `handled`: before the commit; `committed`: before the group's
   * position is stored.
   */
  private failAfter(moment: 'taken' | 'handled' | 'committed', events: readonly StoredEvent[]): void {
    if (failpointsAreArmed) for (const { type } of events) failpoint(`${this.group} ${type} ${moment}`);
  }
}
