import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import type { PreparedStatement } from '../database/sql-executor.ts';
import { coalesce } from '../event-log/coalesce.ts';
import { outsideRequest } from '../http/request-context.ts';
import type { LaterJob } from './later-jobs.ts';

const FIRST_RETRY_MS = 50;
const SLOWEST_RETRY_MS = 2_000;

/** A job that the process which gave it does itself. */
export interface JobInHand extends LaterJob {
  /** Under which the worker shows that it lives. */
  readonly worker: string;
  /** Names this one run: a later job with the same key takes its row over. */
  readonly run: string;
}

export interface JobsInHandOptions {
  readonly schema: string;
  readonly pool: Pool;
  readonly worker: string;
  /** How many at a time; what is more goes into the queue. */
  readonly concurrency: number;
  /** Does the job; a rejection is a failed try. */
  run(job: JobInHand): Promise<void>;
}

/**
 * The first try of a job by the process that gave it, as soon as its transaction has committed: nobody has to be woken, and
 * nobody looks for it. Its row in the table of waiting jobs goes when it is done; a failed one, and one whose process has
 * died, moves into the queue with one attempt used up.
 */
export class JobsInHand {
  private readonly logger = new Logger('JobQueue');
  private readonly running = new Map<string, Promise<void>>();
  private readonly settle = coalesce(() => this.settleAll());
  private readonly forget: PreparedStatement;
  private readonly queue: PreparedStatement;
  private done: JobInHand[] = [];
  private failed: JobInHand[] = [];
  private isClosed = false;

  constructor(private readonly options: JobsInHandOptions) {
    this.forget = forgetIn(options.schema);
    this.queue = queueFailedOf(options.schema);
  }

  /** The runs whose rows are not to be touched by anybody else. */
  get runs(): readonly string[] {
    return [...this.running.keys()];
  }

  /** How many more it may do now. */
  get free(): number {
    return this.isClosed ? 0 : this.options.concurrency - this.running.size;
  }

  /** The job as its row is to be stored; then it is to be `begin`ned. */
  claim(job: LaterJob): JobInHand {
    return { ...job, worker: this.options.worker, run: randomUUID() };
  }

  /** Begins to do a job whose row is committed. */
  begin(job: JobInHand): void {
    const running = outsideRequest(() => this.work(job)).finally(() => this.running.delete(job.run));
    this.running.set(job.run, running);
  }

  /** Takes no more, and waits for those in hand. */
  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.running.values());
  }

  /** Committed while we close: the queue has it. */
  private async work(job: JobInHand): Promise<void> {
    if (this.isClosed) this.failed.push(job);
    else
      await this.options.run(job).then(
        () => this.done.push(job),
        () => this.failed.push(job),
      );
    await this.settle();
  }

  /** Until it is stored: nobody else looks after what a living worker has in hand. */
  private async settleAll(): Promise<void> {
    for (let failures = 0; this.done.length + this.failed.length > 0;) {
      const [done, failed] = [this.done, this.failed];
      [this.done, this.failed] = [[], []];
      try {
        if (done.length > 0) await this.store(this.forget, done);
        if (failed.length > 0) await this.store(this.queue, failed);
        failures = 0;
      } catch (error) {
        this.done.push(...done);
        this.failed.push(...failed);
        if (this.isClosed) return this.logger.warn(`How jobs ended is not stored: ${(error as Error).message}`);
        await delay(Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
        failures += 1;
      }
    }
  }

  private async store(statement: PreparedStatement, jobs: readonly JobInHand[]): Promise<void> {
    const values = [jobs.map(({ key }) => key), jobs.map(({ run }) => run)];
    await this.options.pool.query({ ...statement, values });
  }
}

const THESE =
  'USING unnest($1::text[], $2::uuid[]) AS these(key, run) WHERE job.key = these.key AND job.run = these.run';

function forgetIn(schema: string): PreparedStatement {
  return { name: `${schema}.forget`, text: `DELETE FROM ${schema}.later_job AS job ${THESE}` };
}

function queueFailedOf(schema: string): PreparedStatement {
  return {
    name: `${schema}.queue-failed`,
    text: `WITH tried AS (DELETE FROM ${schema}.later_job AS job ${THESE} RETURNING job.*) ${queueTried(schema, AFTER_A_FAILURE)}`,
  };
}

/** As long as the library waits after the first failure. */
const AFTER_A_FAILURE = "now() + exp(1) * interval '1 second'";

/** Moves the rows of `tried` into the queue, with one attempt used up. */
export function queueTried(schema: string, runAt: 'now()' | typeof AFTER_A_FAILURE): string {
  return `SELECT ${schema}.reschedule_jobs(
            ARRAY[(${schema}.add_job(type, payload, max_attempts := max_attempts, job_key := key)).id],
            run_at := ${runAt}, attempts := 1)
            FROM tried`;
}
