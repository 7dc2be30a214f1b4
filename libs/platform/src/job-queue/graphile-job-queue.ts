import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { runMigrations, type Task } from 'graphile-worker';
import type { Pool } from 'pg';
import { eachOn, type PreparedStatement, type SqlExecutor } from '../database/sql-executor.ts';
import type { Subscription } from '../event-log/event-log.ts';
import { afterCommit, afterRollback } from '../database/transaction-context.ts';
import { failpoint } from '../failpoints/failpoint.ts';
import { handedOnTraceparent, inSpan } from '../tracing/in-span.ts';
import { failureText } from './failure-text.ts';
import { GraphileWorker, quiet } from './graphile-worker.ts';
import { type DeadJob, type JobHandler, JobQueue, type JobStore, type NewJob, type QueueDepth } from './job-queue.ts';
import { type JobInHand, JobsInHand } from './jobs-in-hand.ts';
import { type LaterJob, LaterJobs } from './later-jobs.ts';

const MAX_ATTEMPTS = 8;
const POLL_MS = 5_000;
/** The library numbers its jobs; those in hand have ids of another kind. */
const IS_QUEUED = /^\d{1,18}$/;
/** Of a row of the library's jobs. It takes the key, and all tries, from one that is replaced, also from a dead one. */
const IS_REPLACED = `payload->>'key' IS NOT NULL AND key IS NULL`;
/** Its process died while it was replaced: nobody could say why it failed. One that was dead before says why. */
const IS_REPLACED_BY_NOW = `${IS_REPLACED} AND last_error IS NULL`;

export interface GraphileJobQueueOptions {
  /** The queue's own schema, for example `orders_jobs`. */
  readonly schema: string;
  readonly pool: Pool;
  /** Jobs of the queue worked on at a time. */
  readonly concurrency?: number;
  /** Jobs that this process has given itself, and works on at once: most of them wait for somebody else's answer. */
  readonly hands?: number;
  /** How late a delayed job or a retry may begin; immediate jobs are notified. */
  readonly pollMs?: number;
}

/** What is stored of a job. The data stands in an object, because the library joins the lists of jobs with one key. */
interface Payload {
  readonly data: unknown;
  /** Of the request or message that gave the job. */
  readonly traceparent: string;
  /** Stays when the library takes its own from the job. */
  readonly key?: string;
}

/** A job whose time has come, as its statement reads it. */
type QueuedJob = Omit<LaterJob, 'dueAt' | 'key'> & { readonly key?: string };

interface DeadRow {
  readonly id: string;
  readonly type: string;
  readonly payload: Payload;
  readonly attempts: number;
  readonly last_error: string | null;
}

/** Jobs in PostgreSQL by graphile-worker: `add_job` is a function, so a job joins any transaction. */
export class GraphileJobQueue extends JobQueue implements JobStore, OnModuleDestroy {
  private readonly later: LaterJobs;
  private inHand?: JobsInHand;
  private ownTypes: ReadonlySet<string> = new Set();
  /** Its keyed jobs replace those that wait for their time, too. */
  private readonly addJobs: PreparedStatement;

  constructor(private readonly options: GraphileJobQueueOptions) {
    super();
    const { schema, pool, pollMs = POLL_MS } = options;
    this.later = new LaterJobs({ schema, pool, pollMs });
    this.addJobs = addJobsTo(schema);
  }

  /** Brings the queue's schema up to date; needs the migrating role. */
  static async migrate(adminUrl: string, schema: string): Promise<void> {
    await runMigrations({ connectionString: adminUrl, schema, logger: quiet });
    await LaterJobs.migrate(adminUrl, schema);
  }

  /** Two statements at most, however many jobs; each key is given once. What this process works for it takes in hand. */
  async store(jobs: readonly NewJob[], cancelled: readonly string[], within: SqlExecutor): Promise<void> {
    const [later, claimed, now] = [[] as LaterJob[], [] as JobInHand[], [] as QueuedJob[]];
    const present = new Date();
    for (const { type, data, runAt, maxAttempts = MAX_ATTEMPTS, key, traceparent } of jobs) {
      const payload: Payload = { data, traceparent: traceparent ?? handedOnTraceparent(), key };
      const waiting = { type, payload, maxAttempts, key: key ?? randomUUID() };
      if (runAt && runAt > present) later.push({ ...waiting, dueAt: runAt });
      else if (this.inHand && this.inHand.free > 0 && this.ownTypes.has(type))
        claimed.push(this.inHand.claim({ ...waiting, dueAt: present }));
      else now.push({ type, payload, maxAttempts, key });
    }
    const giveUp = (): void => claimed.forEach((job) => this.inHand?.giveUp(job));
    afterRollback(giveUp);
    try {
      if (later.length + claimed.length + cancelled.length > 0)
        await this.later.store(later, claimed, cancelled, within);
      if (now.length > 0) await within.send(this.addJobs, [JSON.stringify(now)]);
    } catch (error) {
      giveUp();
      throw error;
    }
    afterCommit(() => claimed.forEach((job) => this.inHand?.begin(job)));
  }

  enqueue(job: NewJob): Promise<void> {
    return this.store([job], [], eachOn(this.options.pool));
  }

  async work(handlers: ReadonlyMap<string, JobHandler>): Promise<Subscription> {
    const { schema, pool, concurrency = 8, hands = 16, pollMs = POLL_MS } = this.options;
    const tasks = new Map([...handlers].map(([type, handler]) => [type, asTask(type, handler)]));
    const wasReplaced = async (id: string): Promise<boolean> => {
      const text = `SELECT FROM ${schema}._private_jobs WHERE id = $1 AND ${IS_REPLACED}`;
      return (await pool.query(text, [id])).rowCount === 1;
    };
    const taskList = Object.fromEntries([...tasks].map(([type, task]) => [type, asLibraryTask(task, wasReplaced)]));
    const worker = new GraphileWorker({ schema, pool, tasks: taskList, concurrency, pollMs });
    await worker.start();
    const inHand = new JobsInHand({
      schema,
      pool,
      worker: worker.id,
      hands,
      run: async ({ type, run: id, payload, maxAttempts }) =>
        tasks.get(type)?.({ id, attempt: 1, maxAttempts, payload }),
    });
    await this.later.start(() => ({ worker: worker.id, runs: inHand.runs }));
    this.ownTypes = new Set(tasks.keys());
    this.inHand = inHand;
    return {
      close: async () => {
        await Promise.all([inHand.close(), this.later.stop(), worker.drain()]);
        worker.leave();
      },
    };
  }

  async depth(): Promise<QueueDepth> {
    const { schema, pool } = this.options;
    const { rows } = await pool.query<QueueDepth>(
      `SELECT count(*) FILTER (WHERE NOT is_over AND run_at <= now())::integer AS waiting,
              count(*) FILTER (WHERE NOT is_over AND run_at > now())::integer AS later,
              count(*) FILTER (WHERE is_over AND NOT is_replaced)::integer AS dead
         FROM (SELECT run_at, attempts >= max_attempts AND locked_at IS NULL AS is_over, ${IS_REPLACED_BY_NOW} AS is_replaced
                 FROM ${schema}._private_jobs
               UNION ALL SELECT due_at, false, false FROM ${schema}.later_job) AS job`,
    );
    return rows[0] ?? { waiting: 0, later: 0, dead: 0 };
  }

  async dead(limit: number): Promise<readonly DeadJob[]> {
    const { rows } = await this.options.pool.query<DeadRow>(
      `SELECT job.id, task.identifier AS type, job.payload, job.attempts, job.last_error
         FROM ${this.options.schema}._private_jobs AS job JOIN ${this.options.schema}._private_tasks AS task ON task.id = job.task_id
        WHERE job.attempts >= job.max_attempts AND job.locked_at IS NULL AND NOT (${IS_REPLACED_BY_NOW})
        ORDER BY job.id LIMIT $1`,
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
      [ids.filter((id) => IS_QUEUED.test(id))],
    );
    return rowCount ?? 0;
  }

  async onModuleDestroy(): Promise<void> {
    await this.options.pool.end();
  }
}

function addJobsTo(schema: string): PreparedStatement {
  return {
    name: `${schema}.add`,
    text: `
      WITH jobs AS (
        SELECT * FROM json_to_recordset($1::json) AS job(type text, payload json, "maxAttempts" smallint, key text)
      ), replaced AS (
        DELETE FROM ${schema}.later_job WHERE key IN (SELECT key FROM jobs)
      )
      SELECT 1 FROM ${schema}.add_jobs(ARRAY(
        SELECT (type, payload, NULL, NULL, "maxAttempts", key, NULL, NULL)::${schema}.job_spec FROM jobs))`,
  };
}

/** One try. */
interface Try {
  readonly id: string;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly payload: unknown;
}

type JobTask = (tried: Try) => Promise<void>;

function asTask(type: string, handler: JobHandler): JobTask {
  return AsyncResource.bind<JobTask, undefined>(async ({ id, attempt, maxAttempts, payload }) => {
    failpoint(`${type} begun`);
    const { data, traceparent } = payload as Payload;
    const span = { name: `do ${type}`, kind: 'consumer', parent: traceparent, attributes: { attempt } } as const;
    await inSpan(span, () => handler({ id, type, data, attempt })).catch((error: unknown) => {
      const why = failureText(error);
      new Logger('JobQueue').warn(`Job ${type} ${id} failed, try ${attempt} of ${maxAttempts}: ${why}`);
      throw new Error(why, { cause: error });
    });
    failpoint(`${type} done`);
  });
}

/** What fails after another one has replaced it is over: its successor does the work. */
function asLibraryTask(task: JobTask, wasReplaced: (id: string) => Promise<boolean>): Task {
  return (payload, { job: { id, attempts: attempt, max_attempts: maxAttempts } }) =>
    task({ id, attempt, maxAttempts, payload }).catch(async (error: unknown) => {
      if (!(await wasReplaced(id).catch(() => false))) throw error;
    });
}
