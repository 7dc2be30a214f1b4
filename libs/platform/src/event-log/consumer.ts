import { Logger } from '@nestjs/common';
import type { Database } from '../database/database.ts';
import { failpoint, failpointsAreArmed } from '../failpoints/failpoint.ts';
import { DeadEvents } from './dead-events.ts';
import type { StoredEvent } from './event.ts';
import type { EventLog, Subscription } from './event-log.ts';
import { Inbox } from './inbox.ts';
import type { MessageHandler } from './on-message.ts';

const TRIES = 5;

/**
 * A service's consumer group. A batch's effects and inbox rows commit together. When a batch fails, its events are
 * handled one by one; one that keeps failing is set aside with all later ones of its subject, and the others go on.
 */
export class Consumer {
  private readonly logger = new Logger('Consumer');
  private readonly inbox: Inbox;
  private readonly dead: DeadEvents;
  private readonly failures = new Map<string, number>();
  private subscription?: Subscription;

  constructor(
    private readonly group: string,
    private readonly handlers: ReadonlyMap<string, MessageHandler>,
    private readonly database: Database,
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
      handle: (events) => this.handle(events),
    });
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }

  /** Handles the dead events of a subject again, in order; throws at the first that still fails. */
  async redrive(subject: string): Promise<number> {
    const events = await this.dead.of(subject);
    for (const event of events) await this.database.transaction(() => this.redriveOne(event));
    return events.length;
  }

  private async handle(events: readonly StoredEvent[]): Promise<void> {
    if (events.length > 1 && (await this.handledTogether(events))) return;
    for (const event of events) await this.handleAlone(event);
  }

  private async handledTogether(events: readonly StoredEvent[]): Promise<boolean> {
    try {
      await this.applyOnce(events);
      return true;
    } catch {
      return false;
    }
  }

  private async handleAlone(event: StoredEvent): Promise<void> {
    if (await this.dead.blocks(event.subject)) return this.dead.add(event, 'An earlier event of this subject is dead.');
    try {
      await this.applyOnce([event]);
      this.failures.delete(event.id);
    } catch (error) {
      const failures = (this.failures.get(event.id) ?? 0) + 1;
      this.failures.set(event.id, failures);
      if (failures < TRIES) throw error;
      this.failures.delete(event.id);
      this.logger.error(error, { eventId: event.id, type: event.type, group: this.group });
      await this.dead.add(event, String(error));
    }
  }

  private async applyOnce(events: readonly StoredEvent[]): Promise<void> {
    await this.database.transaction(async () => {
      for (const event of await this.inbox.takeNew(events, this.database)) await this.apply(event);
    });
    this.failAfter('committed', events);
  }

  private async redriveOne(event: StoredEvent): Promise<void> {
    await this.inbox.takeNew([event], this.database);
    await this.apply(event);
    await this.dead.remove(event);
  }

  private async apply(event: StoredEvent): Promise<void> {
    await this.handlers.get(event.type)?.(event);
    this.failAfter('handled', [event]);
  }

  /** `<group> <type> handled`: before the commit; `<group> <type> committed`: before the group's position is stored. */
  private failAfter(moment: 'handled' | 'committed', events: readonly StoredEvent[]): void {
    if (failpointsAreArmed) for (const { type } of events) failpoint(`${this.group} ${type} ${moment}`);
  }
}
