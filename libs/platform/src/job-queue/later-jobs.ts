import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { underLock } from '../database/advisory-lock.ts';
import { anyOf } from '../database/array-parameters.ts';
import type { PreparedStatement, SqlExecutor } from '../database/sql-executor.ts';
import { afterCommit } from '../database/transaction-context.ts';
import { coalesce } from '../event-log/coalesce.ts';
import type { JobInHand } from './jobs-in-hand.ts';

/** A job as the queue takes it, and when. */
export interface LaterJob {
  readonly type: string;
  readonly payload: unknown;
  readonly maxAttempts: number;
  readonly key: string;
  readonly dueAt: Date;
}

export interface LaterJobsOptions {
  /** The queue's schema, which the table is in. */
  readonly schema: string;
  readonly pool: Pool;
  /** How late a job may come that another process has put here. */
  readonly pollMs: number;
}

/** Whose jobs in hand are not due. */
export interface Hands {
  readonly worker: string;
  readonly runs: readonly string[];
}

const BATCH = 100;
/** Longer than an answer to COMMIT takes to be seen. */
const LOST_AFTER_MS = 5_000;

/**
 * Jobs whose time has not come. Most of them are deadlines that are replaced or cancelled and never run: here that costs a
 * row in a small table, where the library's own function costs ten times as much. Due ones move into the queue in the
 * statement that takes them away.
 */
export class LaterJobs {
  private readonly logger = new Logger('JobQueue');
  private readonly look = coalesce(() => this.moveDue());
  private timer?: NodeJS.Timeout;
  private looksAt = Number.POSITIVE_INFINITY;
  private hands?: () => Hands;

  private readonly storing: PreparedStatement;
  private readonly moving: PreparedStatement;

  constructor(private readonly options: LaterJobsOptions) {
    this.storing = storeIn(options.schema);
    this.moving = moveDueOf(options.schema);
  }

  /** Makes the table; needs the migrating role. */
  static migrate(adminUrl: string, schema: string): Promise<void> {
    return underLock(adminUrl, `tovar:later:${schema}`, async (client) => {
      await client.query(`
        CREATE TABLE IF NOT EXISTS ${schema}.later_job (
          key text PRIMARY KEY,
          type text NOT NULL,
          payload json NOT NULL,
          max_attempts smallint NOT NULL,
          due_at timestamptz NOT NULL
        ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
        ALTER TABLE ${schema}.later_job ADD COLUMN IF NOT EXISTS worker text, ADD COLUMN IF NOT EXISTS run uuid;
        CREATE INDEX IF NOT EXISTS later_job_due ON ${schema}.later_job (due_at);
        ${queueTriedFunction(schema)}`);
    });
  }

  /**
   * Replaces those with the same keys, of which each is given once, and takes the cancelled ones away: one statement. The
   * claimed ones are stored as being in somebody's hands.
   */
  async store(
    jobs: readonly LaterJob[],
    claimed: readonly JobInHand[],
    cancelled: readonly string[],
    within: SqlExecutor,
  ): Promise<void> {
    await within.send(this.storing, [JSON.stringify([...jobs, ...claimed]), cancelled]);
    const next = Math.min(...jobs.map(({ dueAt }) => dueAt.getTime()));
    afterCommit(() => this.lookAt(next));
  }

  /** Begins to move due jobs into the queue. */
  async start(hands: () => Hands): Promise<void> {
    this.hands = hands;
    await this.look();
  }

  async stop(): Promise<void> {
    this.hands = undefined;
    clearTimeout(this.timer);
    await this.look();
  }

  private lookAt(at: number): void {
    if (!this.hands || at >= this.looksAt) return;
    clearTimeout(this.timer);
    this.looksAt = at;
    this.timer = setTimeout(() => void this.look(), Math.max(0, at - Date.now())).unref();
  }

  private async moveDue(): Promise<void> {
    if (!this.hands) return;
    this.looksAt = Number.POSITIVE_INFINITY;
    const { pool, pollMs, schema } = this.options;
    const { worker, runs } = this.hands();
    // As of now: a job may be taken in hand while the statement waits for a connection.
    const lostSince = new Date(Date.now() - LOST_AFTER_MS);
    try {
      const { rows } = await pool.query<{ moved: string; waitMs: number | null }>({
        ...this.moving,
        values: [worker, runs, lostSince],
      });
      const [{ moved, waitMs } = { moved: '0', waitMs: null }] = rows;
      const isMoreDue = Number(moved) === BATCH;
      this.lookAt(Date.now() + (isMoreDue ? 0 : Math.min(pollMs, waitMs ?? pollMs)));
    } catch (error) {
      this.logger.warn(`Delayed jobs of ${schema} wait: ${(error as Error).message}`);
      this.lookAt(Date.now() + pollMs);
    }
  }
}

function storeIn(schema: string): PreparedStatement {
  return {
    name: `${schema}.later`,
    text: `
      WITH cancelled AS (
        DELETE FROM ${schema}.later_job WHERE key = ${anyOf('text', 2)} AND run IS NULL
      ), jobs AS (
        SELECT * FROM json_to_recordset($1::json) AS job(key text, type text, payload json, "maxAttempts" smallint,
                                                         "dueAt" timestamptz, worker text, run uuid)
      ), stored AS (
        INSERT INTO ${schema}.later_job (key, type, payload, max_attempts, due_at, worker, run)
        SELECT key, type, payload, "maxAttempts", "dueAt", worker, run FROM jobs
        ON CONFLICT (key) DO UPDATE SET type = excluded.type, payload = excluded.payload,
          max_attempts = excluded.max_attempts, due_at = excluded.due_at, worker = excluded.worker, run = excluded.run
      )
      SELECT ${schema}.remove_job(queued.key)
        FROM ${schema}._private_jobs AS queued JOIN jobs ON jobs.key = queued.key`,
  };
}

/**
 * Answers how many were due, and how long the next one waits. Due are also those that this worker does not know to be its
 * own: it lost the connection while they were committed. What two processes see at once only one of them takes. */
function moveDueOf(schema: string): PreparedStatement {
  return {
    name: `${schema}.move-due`,
    text: `
      WITH due AS (
        DELETE FROM ${schema}.later_job WHERE key IN (
          SELECT key FROM ${schema}.later_job
           WHERE due_at <= now() AND (run IS NULL OR
                 worker = $1 AND run <> ALL($2::uuid[]) AND due_at <= $3)
           ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
        RETURNING *
      ), jobs AS (
        SELECT array_agg((type, payload, NULL, NULL, max_attempts, key, NULL, NULL)::${schema}.job_spec) AS specs FROM due
      ), moved AS (
        SELECT (SELECT count(*) FROM ${schema}.add_jobs(specs)) AS count FROM jobs WHERE specs IS NOT NULL
      )
      SELECT coalesce((SELECT count FROM moved), 0) AS moved,
             (SELECT extract(epoch FROM min(due_at) - now())::float8 * 1000 FROM ${schema}.later_job WHERE due_at > now()) AS "waitMs"`,
  };
}

/**
 * Puts a job into the queue that was tried outside of it. A function of ours, because the library's own takes no error, and
 * a statement does not see a row that a function has added within it.
 */
function queueTriedFunction(schema: string): string {
  return `
    CREATE OR REPLACE FUNCTION ${schema}.queue_tried(
      type text, payload json, most integer, job_key text, starts_at timestamptz, tried integer, error text
    ) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      queued bigint := (${schema}.add_job(type, payload, run_at := starts_at, max_attempts := most, job_key := job_key)).id;
    BEGIN
      UPDATE ${schema}._private_jobs AS job SET attempts = tried, last_error = error WHERE job.id = queued;
    END $$`;
}
