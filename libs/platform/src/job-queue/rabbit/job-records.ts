import type { SqlExecutor } from '../../database/sql-executor.ts';
import type { DeadJob } from '../job-queue.ts';
import type { DeliveredJob } from './queued-job.ts';

/** What the service's own database knows of its jobs beside the queue: which one is that of its key, and which are dead. */
export class JobRecords {
  constructor(private readonly database: SqlExecutor) {}

  /** False when another job with its key has replaced it, or when it has been done. */
  async isWanted({ id, key }: DeliveredJob): Promise<boolean> {
    if (key === null) return true;
    return (await this.database.query('SELECT FROM job_key WHERE key = $1 AND job_id = $2', [key, id])).length > 0;
  }

  async isOver({ id, key }: DeliveredJob): Promise<void> {
    if (key !== null) await this.database.query('DELETE FROM job_key WHERE key = $1 AND job_id = $2', [key, id]);
  }

  /** Sets it aside, unless it has been replaced, and without its key: a new one with that key is another job. */
  async bury(job: DeliveredJob, attempts: number, error: string): Promise<void> {
    const { id, type, json, traceparent, maxAttempts, key } = job;
    await this.database.query(
      `INSERT INTO dead_job (id, type, data, traceparent, attempts, max_attempts, error)
       SELECT $1, $2, $3, $4, $5, $6, $7
        WHERE $8::text IS NULL OR EXISTS (SELECT FROM job_key WHERE key = $8 AND job_id = $1::uuid FOR UPDATE)
       ON CONFLICT DO NOTHING`,
      [id, type, json, traceparent, attempts, maxAttempts, error, key],
    );
    await this.isOver(job);
  }

  /** What waits in the outbox, now or for its time, and what is dead. */
  async counts(): Promise<{ due: number; later: number; dead: number }> {
    const [counted] = await this.database.query<{ due: number; later: number; dead: number }>(
      `SELECT count(*) FILTER (WHERE run_at <= now())::integer AS due, count(*) FILTER (WHERE run_at > now())::integer AS later,
              (SELECT count(*) FROM dead_job)::integer AS dead FROM outbox_job`,
    );
    return counted ?? { due: 0, later: 0, dead: 0 };
  }

  dead(limit: number): Promise<DeadJob[]> {
    return this.database.query<DeadJob & Record<string, unknown>>(
      'SELECT id, type, data, attempts AS attempt, error FROM dead_job ORDER BY died_at, id LIMIT $1',
      [limit],
    );
  }

  /** Gives them back to the outbox in one statement, so that none is lost or doubled. Returns how many there were. */
  async revive(ids: readonly string[]): Promise<number> {
    const revived = await this.database.query(
      `WITH revived AS (DELETE FROM dead_job WHERE id::text = ANY($1) RETURNING *)
       INSERT INTO outbox_job (id, type, data, traceparent, run_at, max_attempts)
       SELECT id, type, data, traceparent, now(), max_attempts FROM revived ORDER BY died_at, id RETURNING id`,
      [ids],
    );
    return revived.length;
  }
}
