import { Logger as NestLogger, type OnModuleDestroy } from '@nestjs/common';
import { Logger, run, runMigrations, type Task } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import type { SqlExecutor } from '../database/sql-executor.ts';
import { failpoint } from '../failpoints/failpoint.ts';
import type { Subscription } from '../event-log/event-log.ts';
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

interface JobRow {
  readonly id: string;
  readonly task_identifier: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly last_error: string;
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
    for (const job of jobs) {
      await within.query(
        `SELECT 1 FROM ${this.options.schema}.add_job($1, payload := $2::json, run_at := $3, max_attempts := $4, job_key := $5)`,
        [job.type, JSON.stringify(job.data), job.runAt ?? null, job.maxAttempts ?? MAX_ATTEMPTS, job.key ?? null],
      );
    }
  }

  async enqueue(job: NewJob): Promise<void> {
    await this.store([job], { query: async (text, values) => (await this.options.pool.query(text, [...(values ?? [])])).rows });
  }

  async work(handlers: ReadonlyMap<string, JobHandler>): Promise<Subscription> {
    const { schema, pool, concurrency = 8, pollMs = 5_000 } = this.options;
    const presence = await this.unlockJobsOfTheDead();
    const taskList = Object.fromEntries([...handlers].map(([type, handler]) => [type, asTask(type, handler)]));
    const runner = await run({ schema, pgPool: pool, taskList, concurrency, pollInterval: pollMs, noHandleSignals: true, logger: quiet });
    return {
      close: async () => {
        await runner.stop();
        presence.release(true);
      },
    };
  }

  async dead(limit: number): Promise<readonly DeadJob[]> {
    const { rows } = await this.options.pool.query<JobRow>(
      `SELECT j.id, t.identifier AS task_identifier, j.payload, j.attempts, j.last_error
         FROM ${this.options.schema}._private_jobs j JOIN ${this.options.schema}._private_tasks t ON t.id = j.task_id
        WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL ORDER BY j.id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({
      id: row.id,
      type: row.task_identifier,
      data: row.payload,
      attempt: row.attempts,
      error: row.last_error,
    }));
  }

  async redrive(ids: readonly string[]): Promise<number> {
    const { rowCount } = await this.options.pool.query(
      `SELECT 1 FROM ${this.options.schema}.reschedule_jobs($1::bigint[], run_at := now(), attempts := 0::smallint)`,
      [ids],
    );
    return rowCount ?? 0;
  }

  async onModuleDestroy(): Promise<void> {
    await this.options.pool.end();
  }

  /**
   * A killed process leaves its jobs locked. Each working process holds a shared lock for as long as it lives; whoever
   * can take the lock alone knows that all lockers are dead.
   */
  private async unlockJobsOfTheDead(): Promise<PoolClient> {
    const { schema, pool } = this.options;
    const client = await pool.connect();
    const lock = `hashtext('tovar:jobs'), hashtext('${schema}')`;
    const { rows } = await client.query<{ alone: boolean }>(`SELECT pg_try_advisory_lock(${lock}) AS alone`);
    if (rows[0]?.alone) {
      await client.query(
        `SELECT ${schema}.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM ${schema}._private_jobs
          WHERE locked_by IS NOT NULL HAVING count(*) > 0`,
      );
    }
    await client.query(`SELECT pg_advisory_lock_shared(${lock})`);
    if (rows[0]?.alone) await client.query(`SELECT pg_advisory_unlock(${lock})`);
    return client;
  }
}

function asTask(type: string, handler: JobHandler): Task {
  return async (data, { job }) => {
    failpoint(`${type} begun`);
    await handler({ id: job.id, type, data, attempt: job.attempts }).catch((error: Error) => {
      new NestLogger('JobQueue').warn(`Job ${type} ${job.id} failed, try ${job.attempts} of ${job.max_attempts}: ${error.message}`);
      throw error;
    });
    failpoint(`${type} done`);
  };
}

/** The queue's own chatter; failing jobs are logged by their task. */
const quiet = new Logger(() => () => undefined);
