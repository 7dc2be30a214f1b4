import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Logger as NestLogger } from '@nestjs/common';
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import { WorkerPresence } from './worker-presence.ts';

const RESTART_MS = 1_000;

export interface GraphileWorkerOptions {
  readonly schema: string;
  readonly pool: Pool;
  readonly tasks: TaskList;
  readonly concurrency: number;
  readonly pollMs: number;
}

/** The queue's own chatter; failing jobs are logged by their task. */
export const quiet = new Logger(() => () => undefined);

/**
 * One process's worker. The library gives up when it cannot store how a job ended, so the worker is started again until
 * it is closed.
 */
export class GraphileWorker {
  private readonly logger = new NestLogger('JobQueue');
  /** Under which it locks its jobs and shows that it lives. */
  readonly id = `tovar-${randomUUID()}`;
  private readonly presence: WorkerPresence;
  private runner?: Runner;
  private restart?: NodeJS.Timeout;
  private isClosed = false;

  constructor(private readonly options: GraphileWorkerOptions) {
    this.presence = new WorkerPresence({ ...options, workerId: this.id });
  }

  async start(): Promise<void> {
    try {
      await this.presence.begin();
      await this.run();
    } catch (error) {
      await this.drain();
      this.leave();
      throw error;
    }
  }

  /** Takes no more jobs and waits for those that it has. */
  async drain(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.restart);
    const { runner } = this;
    this.runner = undefined;
    // It refuses only when it has ended by itself a moment ago.
    await runner?.stop().catch(() => undefined);
  }

  /** Whatever it still has in hand others take for lost from now on. */
  leave(): void {
    this.presence.end();
  }

  private async run(): Promise<void> {
    const { schema, pool, tasks, concurrency, pollMs } = this.options;
    const runner = await run({
      schema,
      pgPool: takingBackOnce(pool),
      taskList: tasks,
      noHandleSignals: true,
      logger: quiet,
      events: this.events(),
      preset: {
        worker: {
          concurrentJobs: concurrency,
          pollInterval: pollMs,
          // One look for jobs for all who wait, instead of one for each.
          localQueue: { size: concurrency },
          // Without a delay nobody waits for these statements, and a failing one ends the process.
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
    });
    if (this.isClosed) return runner.stop();
    this.runner = runner;
    const runAgain = (): void => this.runAgain(runner);
    runner.promise.then(runAgain, runAgain);
  }

  /** Its jobs are locked under our id before it takes the first one, so that `WorkerPresence` speaks for them. */
  private events(): WorkerEvents {
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => (workerPool.id = this.id));
    return events;
  }

  private runAgain(ended: Runner): void {
    if (this.isClosed || this.runner !== ended) return;
    this.runner = undefined;
    this.logger.warn(`The worker of ${this.options.schema} has ended; it starts again in ${RESTART_MS} ms.`);
    this.scheduleRestart();
  }

  private scheduleRestart(): void {
    const again = async (): Promise<void> => {
      try {
        await this.freeOwnJobs();
        if (!this.isClosed) await this.run();
      } catch (error) {
        this.logger.warn(`The worker of ${this.options.schema} cannot start: ${(error as Error).message}`);
        if (!this.isClosed) this.scheduleRestart();
      }
    };
    this.restart = setTimeout(() => void again(), RESTART_MS).unref();
  }

  /** What the ended worker had in hand has ended too, though nobody could store it. */
  private async freeOwnJobs(): Promise<void> {
    await this.options.pool.query(`SELECT ${this.options.schema}.force_unlock_workers(ARRAY[$1])`, [this.id]);
  }
}

type Lent = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/**
 * The library gives the connection by which it listens back twice when it ends while that connection begins to listen and
 * breaks. The second time would be an error that nobody catches, and end the process.
 */
function takingBackOnce(pool: Pool): Pool {
  const connect = (lent?: Lent): Promise<PoolClient> | void => {
    if (!lent) return pool.connect();
    pool.connect((error, client, release) => {
      let isBack = false;
      lent(error, client, (reason) => {
        // A pool that is being closed lends none.
        if (client && !isBack) release(reason);
        isBack = true;
      });
    });
  };
  return Object.create(pool, { connect: { value: connect } }) as Pool;
}
