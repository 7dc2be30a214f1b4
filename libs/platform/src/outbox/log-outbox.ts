import { v7 as uuidv7 } from 'uuid';
import type { SqlExecutor } from '../database/sql-executor.ts';
import { afterCommit } from '../database/transaction-context.ts';
import { failpoint, failpointsAreArmed } from '../failpoints/failpoint.ts';
import type { NewEvent } from '../event-log/event.ts';
import type { MessageCatalog } from '../event-log/message-catalog.ts';
import { currentTraceparent, nextTraceparent } from '../http/trace.ts';
import type { JobStore, NewJob } from '../job-queue/job-queue.ts';
import { Outbox, type OutboxEntries } from './outbox.ts';

/** How events get into the log from a writer's transaction; the outbox's half of a log. */
export interface LogWriter {
  /** Stores them through the open transaction, in the order given. */
  store(source: string, events: readonly NewEvent[], within: SqlExecutor): Promise<void>;

  /** Called once they are committed: they wait for their place in the log. */
  wake(): void;
}

/** Checks what a service tells against its contracts, and stores it in the service's own transaction. */
export class LogOutbox extends Outbox {
  constructor(
    private readonly source: string,
    private readonly catalog: MessageCatalog,
    private readonly log: LogWriter,
    private readonly jobs?: JobStore,
  ) {
    super();
  }

  async add({ events = [], jobs = [] }: OutboxEntries, within: SqlExecutor): Promise<void> {
    for (const event of events) this.catalog.requireValid(event, this.source);
    if (events.length > 0) await this.log.store(this.source, events, within);
    if (jobs.length > 0) await this.storeJobs(jobs, within);
    if (failpointsAreArmed) for (const { type } of events) failpoint(`${this.source} told ${type}`);
    if (events.length > 0) afterCommit(() => this.log.wake());
  }

  private async storeJobs(jobs: readonly NewJob[], within: SqlExecutor): Promise<void> {
    if (!this.jobs) throw new Error(`${this.source} has no job queue; give its ServiceModule "jobs: true".`);
    await this.jobs.store(jobs, within);
  }
}

/** One statement for all events, which are published in the order given. */
export async function insertEvents(source: string, events: readonly NewEvent[], within: SqlExecutor): Promise<void> {
  const identified = events.map((event) => ({ ...event, id: uuidv7() }));
  await within.query('SELECT platform.store_events($1, $2, $3)', [
    source,
    nextTraceparent(currentTraceparent()),
    JSON.stringify(identified),
  ]);
}
