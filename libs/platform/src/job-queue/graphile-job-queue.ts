import { AsyncResource } from 'node:async_hooks';
import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { runMigrations, type Task } from 'graphile-worker';
import type { Pool } from 'pg';
import type { SqlExecutor } from '../database/sql-executor.ts';
import type { Subscription } from '../event-log/event-log.ts';
import { failpoint } from '../failpoints/failpoint.ts';
import { currentTraceparent, inTrace, nextTraceparent } from '../http/trace.ts';
import { GraphileWorker, quiet } from './graphile-worker.ts';
import { type DeadJob, type JobHandler, JobQueue, type JobStore, type NewJob } from './job-queue.ts';

const MAX_ATTEMPTS = 8;

export interface GraphileJobQueueOptions {
  /** The queue's own schema, for example `orders_jobs`. */
  readonly schema: string;
  readonly pool: Pool;
  /** Jobs worked on at a time. */
  readonly concurrency?: number;
  /** How late a delayed job or a retry may begin; immediate jobs are notified. */
  readonly pollMs?: number;
}

/** What is stored of a job. The data stands in an object, because the library joins the lists of jobs with one key. */
interface Payload {
  readonly data: unknown;
  /** Of the request or message that gave the job. */
  readonly traceparent: string;
  /** The library takes the key from a job that another one has replaced while it ran. */
  readonly key?: string;
}

interface DeadRow {
  readonly id: string;
  readonly type: string;
  readonly payload: Payload;
  readonly attempts: number;
  readonly last_error: string | null;
}

/** Jobs in PostgreSQL by graphile-worker: `add_job` is a function, so a job joins any transaction. */
export class GraphileJobQueue extends JobQueue implements JobStore, OnModuleDestroy {
  constructor(private readonly options: GraphileJobQueueOptions) {
    super();
  }

  /** Brings the queue's schema up to date; needs the migrating role. */
  static async migrate(adminUrl: string, schema: string): Promise<void> {
    await runMigrations({ connectionString: adminUrl, schema, logger: quiet });
  }

  async store(jobs: readonly NewJob[], within: SqlExecutor): Promise<void> {
    for (const { type, data, runAt, maxAttempts = MAX_ATTEMPTS, key } of jobs) {
      const payload: Payload = { data, traceparent: nextTraceparent(currentTraceparent()), key };
      await within.query(
        `SELECT 1 FROM ${this.options.schema}.add_job($1, payload := $2::json, run_at := $3, max_attempts := $4, job_key := $5)`,
        [type, JSON.stringify(payload), runAt ?? null, maxAttempts, key ?? null],
      );
    }
  }

  async enqueue(job: NewJob): Promise<void> {
    const { pool } = this.options;
    await this.store([job], { query: async (text, values) => (await pool.query(text, [...(values ?? [])])).rows });
  }

  async work(handlers: ReadonlyMap<string, JobHandler>): Promise<Subscription> {
    const { schema, pool, concurrency = 8, pollMs = 5_000 } = this.options;
    const tasks = Object.fromEntries([...handlers].map(([type, handler]) => [type, asTask(type, handler)]));
    const worker = new GraphileWorker({ schema, pool, tasks, concurrency, pollMs });
    await worker.start();
    return worker;
  }

  async dead(limit: number): Promise<readonly DeadJob[]> {
    const { rows } = await this.options.pool.query<DeadRow>(
      `SELECT job.id, task.identifier AS type, job.payload, job.attempts, job.last_error
         FROM ${this.options.schema}._private_jobs AS job JOIN ${this.options.schema}._private_tasks AS task ON task.id = job.task_id
        WHERE job.attempts >= job.max_attempts AND job.locked_at IS NULL
          AND NOT (job.payload->>'key' IS NOT NULL AND job.key IS NULL AND job.last_error IS NULL) ORDER BY job.id LIMIT $1`,
      [limit],
    );
    return rows.map(({ id, type, payload, attempts, last_error: error }) => ({
      id,
      type,
      data: payload.data,
      attempt: attempts,
      error: error ?? 'Its process died each time.',
    }));
  }

  async redrive(ids: readonly string[]): Promise<number> {
    const { rowCount } = await this.options.pool.query(
      `SELECT 1 FROM ${this.options.schema}.reschedule_jobs(
         ARRAY(SELECT id FROM ${this.options.schema}._private_jobs WHERE id = ANY($1::bigint[]) AND attempts >= max_attempts),
         run_at := now(), attempts := 0)`,
      [ids],
    );
    return rowCount ?? 0;
  }

  async onModuleDestroy(): Promise<void> {
    await this.options.pool.end();
  }
}

function asTask(type: string, handler: JobHandler): Task {
  return AsyncResource.bind<Task, undefined>(async (payload, { job }) => {
    failpoint(`${type} begun`);
    const { data, traceparent } = payload as Payload;
    const work = inTrace(traceparent, () => handler({ id: job.id, type, data, attempt: job.attempts }));
    await work.catch((error: Error) => {
      const tries = `try ${job.attempts} of ${job.max_attempts}`;
      new Logger('JobQueue').warn(`Job ${type} ${job.id} failed, ${tries}: ${error.message}`);
      throw error;
    });
    failpoint(`${type} done`);
  });
}
