import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { queueTried } from './jobs-in-hand.ts';

/** The first look comes soon again: the server may not know yet that a process was killed a moment ago. */
const SECOND_LOOK_MS = 2_000;
const LOOKS_EVERY_MS = 60_000;
const RETRY_MS = 1_000;

const SHOW = 'SELECT pg_advisory_lock(hashtext($1), hashtext($2))';

export interface WorkerPresenceOptions {
  readonly pool: Pool;
  /** The queue's schema. */
  readonly schema: string;
  /** Under which the worker locks its jobs; nobody else's. */
  readonly workerId: string;
}

/**
 * Shows by a lock that a worker lives, and frees the jobs of those that do not: a killed process leaves its jobs locked,
 * while the server frees the locks of its connections by itself.
 */
export class WorkerPresence {
  private readonly logger = new Logger('JobQueue');
  private client?: PoolClient;
  private timer?: NodeJS.Timeout;
  private isEnded = false;

  constructor(private readonly options: WorkerPresenceOptions) {}

  /** To be called before the worker takes its first job. */
  async begin(): Promise<void> {
    await this.show();
    await this.freeJobsOfTheDead();
    this.lookAgainIn(SECOND_LOOK_MS);
  }

  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    this.leave();
  }

  private leave(): void {
    this.client?.release(true);
    this.client = undefined;
  }

  private async show(): Promise<void> {
    const client = await this.options.pool.connect();
    client.once('error', (error) => this.showAgain(client, error));
    this.client = client;
    try {
      await client.query(SHOW, [this.lockSpace, this.options.workerId]);
    } catch (error) {
      this.leave();
      throw error;
    }
    if (this.isEnded) this.leave();
  }

  /** Until it shows again others may take the worker for dead and repeat its jobs, which jobs must bear anyway. */
  private showAgain(lost: PoolClient, error: Error): void {
    if (this.client !== lost) return;
    this.client = undefined;
    lost.release(error);
    const again = async (): Promise<void> => {
      if (this.isEnded || this.client) return;
      await this.show().catch((failure: Error) => {
        this.logger.warn(`The job queue's connection is down: ${failure.message}`);
        setTimeout(() => void again(), RETRY_MS).unref();
      });
    };
    void again();
  }

  private lookAgainIn(delayMs: number): void {
    const look = async (): Promise<void> => {
      await this.freeJobsOfTheDead().catch((error: Error) => this.logger.warn(error.message));
      if (!this.isEnded) this.lookAgainIn(LOOKS_EVERY_MS);
    };
    this.timer = setTimeout(() => void look(), delayMs).unref();
  }

  /** Whose lock can be taken is dead: its jobs are unlocked in the queue, or come there from its hands. */
  private async freeJobsOfTheDead(): Promise<void> {
    const { pool, schema, workerId } = this.options;
    await pool.query(
      `SELECT ${schema}.force_unlock_workers(array_agg(worker)) FROM (
         SELECT DISTINCT locked_by AS worker FROM ${schema}._private_jobs WHERE locked_by <> $2) AS others
        WHERE pg_try_advisory_xact_lock(hashtext($1), hashtext(worker))
       HAVING count(*) > 0`,
      [this.lockSpace, workerId],
    );
    await pool.query(
      `WITH dead AS MATERIALIZED (
         SELECT worker FROM (SELECT DISTINCT worker FROM ${schema}.later_job WHERE worker <> $2) AS others
          WHERE pg_try_advisory_xact_lock(hashtext($1), hashtext(worker))
       ), tried AS (
         DELETE FROM ${schema}.later_job WHERE worker IN (SELECT worker FROM dead)
         RETURNING *, 1 AS attempts, now() AS run_at, NULL AS error
       ) ${queueTried(schema)}`,
      [this.lockSpace, workerId],
    );
  }

  private get lockSpace(): string {
    return `tovar:jobs:${this.options.schema}`;
  }
}
