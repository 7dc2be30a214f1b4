import type { SqlExecutor } from '../database/sql-executor.ts';
import type { Subscription } from '../event-log/event-log.ts';

/** Work that a service gives to itself: what calls the outside world, or must wait. */
export interface NewJob {
  /** `service.verb`, for example `orders.expire`. */
  readonly type: string;
  readonly data: unknown;
  /** Not before this time; default now. */
  readonly runAt?: Date;
  /**
   * A waiting job with the same key is replaced; one whose time has just come may run as well. A running one runs on
   * beside the new one, and is neither tried again nor called dead.
   */
  readonly key?: string;
  /** After this many failures the job is dead. Default 8, about half an hour with the back-off. */
  readonly maxAttempts?: number;
  /** The trace that it is done in; that of the request or message in hand unless it is given. */
  readonly traceparent?: string;
}

export interface Job {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  /** 1 on the first try. */
  readonly attempt: number;
}

export interface DeadJob extends Job {
  readonly error: string;
}

/** How much work there is. */
export interface QueueDepth {
  /** Those whose time has come, those that are being done included. */
  readonly waiting: number;
  /** Those that wait for their time, or for another try. */
  readonly later: number;
  /** Those that are out of tries. */
  readonly dead: number;
}

/** Must be safe to repeat: a job whose process died while it ran is run again. */
export type JobHandler = (job: Job) => Promise<void>;

/** How jobs get into the queue from a writer's transaction; the outbox's half of a queue. */
export interface JobStore {
  /**
   * Stores the jobs, of which each key is given once; delayed jobs with the cancelled keys are not done any more, unless
   * their time has just come.
   */
  store(jobs: readonly NewJob[], cancelled: readonly string[], within: SqlExecutor): Promise<void>;
}

/** Work: at least once, retried with growing delays, kept as dead when nothing helps, and re-drivable. */
export abstract class JobQueue {
  /** Enqueues outside of any transaction; writers with state of their own use the outbox instead. */
  abstract enqueue(job: NewJob): Promise<void>;

  /** Starts to work for the handlers' types, several jobs at a time. */
  abstract work(handlers: ReadonlyMap<string, JobHandler>): Promise<Subscription>;

  /** Counted now; what moves meanwhile may be counted twice or not at all. */
  abstract depth(): Promise<QueueDepth>;

  /** Dead jobs, oldest first. */
  abstract dead(limit: number): Promise<readonly DeadJob[]>;

  /** Gives dead jobs all their attempts again. Returns how many there were. */
  abstract redrive(ids: readonly string[]): Promise<number>;
}
