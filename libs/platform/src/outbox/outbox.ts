import type { SqlExecutor } from '../database/sql-executor.ts';
import type { NewEvent } from '../event-log/event.ts';
import type { NewJob } from '../job-queue/job-queue.ts';

export interface OutboxEntries {
  readonly events?: readonly NewEvent[];
  readonly jobs?: readonly NewJob[];
  /** Keys of delayed jobs that are not needed any more; one whose time has just come may be done nevertheless. */
  readonly cancel?: readonly string[];
}

/**
 * What a service tells the others, stored in the writer's own transaction: it is published if and only if that
 * transaction commits, at least once, and for one aggregate in the order in which it was stored.
 */
export abstract class Outbox {
  /**
   * Stores the entries through `within`, which must be the open transaction of the writer, at the latest as the last thing
   * in it. Throws `UnknownMessage` for a type that no contract names and `InvalidMessage` for data that does not fit its
   * contract.
   */
  abstract add(entries: OutboxEntries, within: SqlExecutor): Promise<void>;
}
