import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { rowsOf } from '../database/array-parameters.ts';
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

/** One that goes into the queue. */
interface QueuedJob {
  readonly job: JobInHand;
  /** Why the first try failed; undefined for a job that was not tried. */
  readonly error?: string;
}

export interface JobsInHandOptions {
  readonly schema: string;
  readonly pool: Pool;
  readonly worker: string;
  /** How many at a time; what is more goes into the queue. */
  readonly hands: number;
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
  /** Runs whose transactions have not ended. */
  private readonly claimed = new Set<string>();
  private readonly settle = coalesce(() => this.settleAll());
  private readonly forget: PreparedStatement;
  private readonly queue: PreparedStatement;
  private done: JobInHand[] = [];
  private queued: QueuedJob[] = [];
  private isClosed = false;

  constructor(private readonly options: JobsInHandOptions) {
    this.forget = forgetIn(options.schema);
    this.queue = queueIn(options.schema);
  }

  /** The runs whose rows are not to be touched by anybody else. */
  get runs(): readonly string[] {
    return [...this.running.keys(), ...this.claimed];
  }

  /** How many more it may do now. */
  get free(): number {
    return this.isClosed ? 0 : this.options.hands - this.running.size - this.claimed.size;
  }

  /** The job as its row is to be stored; `begin` or `giveUp` follows. Until then it counts as one that is done. */
  claim(job: LaterJob): JobInHand {
    const run = randomUUID();
    this.claimed.add(run);
    return { ...job, worker: this.options.worker, run };
  }

  /** Its row is not committed. Nothing happens when that is said twice. */
  giveUp({ run }: JobInHand): void {
    this.claimed.delete(run);
  }

  /** Begins to do a job whose row is committed. */
  begin(job: JobInHand): void {
    this.claimed.delete(job.run);
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
    if (this.isClosed) this.queued.push({ job });
    else
      await this.options.run(job).then(
        () => this.done.push(job),
        (error: Error) => this.queued.push({ job, error: error.message }),
      );
    await this.settle();
  }

  /** Until it is stored: nobody else looks after what a living worker has in hand. */
  private async settleAll(): Promise<void> {
    for (let failures = 0; this.done.length + this.queued.length > 0;) {
      const [done, queued] = [this.done, this.queued];
      [this.done, this.queued] = [[], []];
      try {
        if (done.length > 0) await this.store(this.forget, done);
        if (queued.length > 0)
          await this.store(
            this.queue,
            queued.map(({ job }) => job),
            queued.map(({ error }) => error),
          );
        failures = 0;
      } catch (error) {
        this.done.push(...done);
        this.queued.push(...queued);
        if (this.isClosed) return this.logger.warn(`How jobs ended is not stored: ${(error as Error).message}`);
        await delay(Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures));
        failures += 1;
      }
    }
  }

  private async store(statement: PreparedStatement, jobs: readonly JobInHand[], ...more: unknown[]): Promise<void> {
    const values = [jobs.map(({ key }) => key), jobs.map(({ run }) => run), ...more];
    await this.options.pool.query({ ...statement, values });
  }
}

function forgetIn(schema: string): PreparedStatement {
  return {
    name: `${schema}.forget`,
    text: `DELETE FROM ${schema}.later_job AS job USING ${rowsOf('text', 'uuid')} AS these(key, run)
            WHERE job.key = these.key AND job.run = these.run`,
  };
}

/** A failed one waits as long as it does in the library after the first failure. */
function queueIn(schema: string): PreparedStatement {
  return {
    name: `${schema}.queue`,
    text: `WITH tried AS (
             DELETE FROM ${schema}.later_job AS job USING ${rowsOf('text', 'uuid', 'text')} AS these(key, run, error)
              WHERE job.key = these.key AND job.run = these.run
              RETURNING job.*, these.error,
                        CASE WHEN these.error IS NULL THEN 0 ELSE 1 END AS attempts,
                        CASE WHEN these.error IS NULL THEN now() ELSE now() + exp(1) * interval '1 second' END AS run_at
           ) ${queueTried(schema)}`,
  };
}

/** Moves the rows of `tried` into the queue, with the attempts that they have used up and why the last one failed. */
export function queueTried(schema: string): string {
  return `SELECT ${schema}.queue_tried(type, payload, max_attempts, key, run_at, attempts, error) FROM tried`;
}
