import { v7 as uuidv7 } from 'uuid';
import type { SqlExecutor } from '../../database/sql-executor.ts';
import { afterCommit } from '../../database/transaction-context.ts';
import { handedOnTraceparent } from '../../tracing/in-span.ts';
import { type OutboxEntry, OutboxRelay } from '../../outbox/outbox-relay.ts';
import type { JobStore, NewJob } from '../job-queue.ts';
import type { QueuedJob } from './queued-job.ts';

const MAX_ATTEMPTS = 8;

type JobEntry = OutboxEntry & Omit<QueuedJob, 'failures'>;

export interface JobRelayOptions {
  /** The service that gives itself jobs, and its schema. */
  readonly service: string;
  /** Its own role. */
  readonly databaseUrl: string;
  readonly pollMs: number;
  give(jobs: readonly QueuedJob[]): Promise<void>;
}

/**
 * The way of one service's jobs to a queue elsewhere. A delayed job waits in the service's own database until its time has
 * come: to the millisecond, for as long as it takes, and replaceable by another one with its key.
 */
export class JobRelay implements JobStore {
  private readonly relay: OutboxRelay<JobEntry>;

  constructor(options: JobRelayOptions) {
    this.relay = new OutboxRelay<JobEntry>({
      url: options.databaseUrl,
      schema: options.service,
      name: `${options.service}_jobs`,
      table: 'outbox_job',
      columns: 'id, type, data::text AS json, traceparent, max_attempts AS "maxAttempts", key',
      dueAt: 'run_at',
      pollMs: options.pollMs,
      publish: (entries) => options.give(entries.map((entry) => ({ ...entry, failures: 0 }))),
    });
  }

  /** One statement, however many jobs. */
  async store(jobs: readonly NewJob[], cancelled: readonly string[], within: SqlExecutor): Promise<void> {
    const own = handedOnTraceparent();
    const rows = jobs.map(({ type, data, runAt, maxAttempts = MAX_ATTEMPTS, key, traceparent = own }) => {
      return { id: uuidv7(), type, data, traceparent, runAt, maxAttempts, key };
    });
    await within.send(STORE, [JSON.stringify(rows), cancelled]);
    afterCommit(() => this.wake());
  }

  wake(): void {
    this.relay.wake();
  }

  start(): void {
    this.relay.start();
  }

  close(): Promise<void> {
    return this.relay.close();
  }
}

/** Replaces waiting jobs with the same keys, takes the cancelled ones away, and notes which job is the one of its key. */
const STORE = {
  name: 'job-relay.store',
  text: `
    WITH job AS (
      SELECT * FROM jsonb_to_recordset($1::jsonb) AS job(
        id uuid, type text, data jsonb, traceparent text, "runAt" timestamptz, "maxAttempts" integer, key text)
    ), gone AS (
      DELETE FROM outbox_job WHERE key = ANY($2::text[] || ARRAY(SELECT key FROM job WHERE key IS NOT NULL))
    ), cancelled AS (
      DELETE FROM job_key WHERE key = ANY($2)
    ), keyed AS (
      INSERT INTO job_key (key, job_id) SELECT key, id FROM job WHERE key IS NOT NULL
      ON CONFLICT (key) DO UPDATE SET job_id = excluded.job_id
    )
    INSERT INTO outbox_job (id, type, data, traceparent, run_at, max_attempts, key)
    SELECT id, type, coalesce(data, 'null'), traceparent, coalesce("runAt", now()), "maxAttempts", key FROM job`,
};
