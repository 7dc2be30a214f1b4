import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
import { eachOn, type SqlExecutor } from '../../database/sql-executor.ts';
import type { Subscription } from '../../event-log/event-log.ts';
import type { BrokerAddress } from '../../run/broker-address.ts';
import { type DeadJob, type JobHandler, JobQueue, type JobStore, type NewJob, type QueueDepth } from '../job-queue.ts';
import { JobPublisher } from './job-publisher.ts';
import { JobRecords } from './job-records.ts';
import { JobRelay } from './job-relay.ts';
import { JobWorker } from './job-worker.ts';

export interface RabbitJobQueueOptions extends BrokerAddress {
  readonly service: string;
  /** The service's own role. */
  readonly databaseUrl: string;
  /** Connections of that role, with the service's schema on their path. */
  readonly pool: Pool;
  /** How late a delayed job may begin when its timer was lost. */
  readonly pollMs: number;
  /** Jobs of each type worked on at a time. */
  readonly concurrency?: number;
}

/** Jobs on RabbitMQ: given through the writer's own database, done from quorum queues, and dead ones kept beside its state. */
export class RabbitJobQueue extends JobQueue implements JobStore, OnModuleInit, OnModuleDestroy {
  private readonly publisher: JobPublisher;
  private readonly relay: JobRelay;
  private readonly database: SqlExecutor;
  private readonly records: JobRecords;

  constructor(private readonly options: RabbitJobQueueOptions) {
    super();
    const { service, databaseUrl, pool, pollMs } = options;
    this.publisher = new JobPublisher(options, service);
    this.relay = new JobRelay({ service, databaseUrl, pollMs, give: (jobs) => this.publisher.give(jobs) });
    this.database = eachOn(pool);
    this.records = new JobRecords(this.database);
  }

  store(jobs: readonly NewJob[], cancelled: readonly string[], within: SqlExecutor): Promise<void> {
    return this.relay.store(jobs, cancelled, within);
  }

  async enqueue(job: NewJob): Promise<void> {
    await this.relay.store([job], [], this.database);
  }

  async work(handlers: ReadonlyMap<string, JobHandler>): Promise<Subscription> {
    const { service, concurrency = 8 } = this.options;
    const { records, publisher } = this;
    const worker = new JobWorker({ broker: this.options, service, handlers, concurrency, records, publisher });
    await worker.start();
    return worker;
  }

  async depth(): Promise<QueueDepth> {
    const [{ due, later, dead }, queued] = await Promise.all([this.records.counts(), this.publisher.queued()]);
    return { waiting: due + queued, later, dead };
  }

  dead(limit: number): Promise<readonly DeadJob[]> {
    return this.records.dead(limit);
  }

  async redrive(ids: readonly string[]): Promise<number> {
    const count = await this.records.revive(ids);
    this.relay.wake();
    return count;
  }

  onModuleInit(): void {
    this.relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.relay.close();
    await this.publisher.close();
    await this.options.pool.end();
  }
}
