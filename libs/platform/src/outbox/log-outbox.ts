import type { SqlExecutor } from '../database/sql-executor.ts';
import { afterCommit, beforeCommit, currentTransaction } from '../database/transaction-context.ts';
import { failpoint, failpointsAreArmed } from '../failpoints/failpoint.ts';
import type { TracedEvent } from '../event-log/event.ts';
import type { MessageCatalog } from '../event-log/message-catalog.ts';
import { handedOnTraceparent } from '../tracing/in-span.ts';
import type { JobStore } from '../job-queue/job-queue.ts';
import { Collected } from './collected.ts';
import { Outbox, type OutboxEntries } from './outbox.ts';

/** How events get into the log from a writer's transaction; the outbox's half of a log. */
export interface LogWriter {
  /** Stores them through the open transaction, in the order given. */
  store(source: string, events: readonly TracedEvent[], within: SqlExecutor): Promise<void>;

  /** Called once they are committed: they wait for their place in the log. */
  wake(): void;
}

/**
 * Checks what a service tells against its contracts, and stores it in the service's own transaction: all of it at once, as
 * the last thing in it.
 */
export class LogOutbox extends Outbox {
  private readonly collected = new WeakMap<object, Collected>();

  constructor(
    private readonly source: string,
    private readonly catalog: MessageCatalog,
    private readonly log: LogWriter,
    private readonly jobs?: JobStore,
  ) {
    super();
  }

  async add(entries: OutboxEntries, within: SqlExecutor): Promise<void> {
    const { events = [], jobs = [], cancel = [] } = entries;
    for (const event of events) this.catalog.requireValid(event, this.source);
    if (!this.jobs && jobs.length + cancel.length > 0)
      throw new Error(`${this.source} has no job queue; give its ServiceModule "jobs: true".`);
    const open = currentTransaction() ?? {};
    const before = this.collected.get(open);
    const collected = before ?? new Collected();
    collected.add(entries, handedOnTraceparent());
    if (before) return;
    this.collected.set(open, collected);
    await beforeCommit(async () => {
      this.collected.delete(open);
      await this.store(collected, within);
    });
  }

  private async store({ events, jobs, cancelled }: Collected, within: SqlExecutor): Promise<void> {
    if (events.length > 0) await this.log.store(this.source, events, within);
    if (jobs.length + cancelled.size > 0) await this.jobs?.store(jobs, [...cancelled], within);
    if (failpointsAreArmed) for (const { type } of events) failpoint(`${this.source} told ${type}`);
    if (events.length > 0) afterCommit(() => this.log.wake());
  }
}
