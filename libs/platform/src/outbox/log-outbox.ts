import { v7 as uuidv7 } from 'uuid';
import type { SqlExecutor } from '../database/sql-executor.ts';
import { afterCommit } from '../database/transaction-context.ts';
import type { NewEvent } from '../event-log/event.ts';
import type { MessageCatalog } from '../event-log/message-catalog.ts';
import { currentTraceparent, nextTraceparent } from '../http/trace.ts';
import type { JobStore, NewJob } from '../job-queue/job-queue.ts';
import { Outbox, type OutboxEntries } from './outbox.ts';

/** What has to happen once events are committed: they wait for their position in the log. */
export interface LogWriter {
  wake(): void;
}

/** The outbox where log and services share a server: an event costs one insert into the log's own table. */
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
    if (events.length > 0) await insertEvents(this.source, events, within);
    if (jobs.length > 0) await this.storeJobs(jobs, within);
    if (events.length > 0) afterCommit(() => this.log.wake());
  }

  private async storeJobs(jobs: readonly NewJob[], within: SqlExecutor): Promise<void> {
    if (!this.jobs) throw new Error(`${this.source} has no job queue; give its ServiceModule "jobs: true".`);
    await this.jobs.store(jobs, within);
  }
}

/** One statement for all events; `entry` numbers them in the order given. */
export async function insertEvents(source: string, events: readonly NewEvent[], within: SqlExecutor): Promise<void> {
  const traceparent = nextTraceparent(currentTraceparent());
  await within.query(
    `INSERT INTO platform.event (id, type, source, subject, traceparent, data)
     SELECT e.id, e.type, $1, e.subject, $2, e.data
       FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS (id uuid, type text, subject text, data jsonb))
            WITH ORDINALITY AS e(id, type, subject, data, place)
      ORDER BY e.place`,
    [source, traceparent, JSON.stringify(events.map((event) => ({ ...event, id: uuidv7() })))],
  );
}
