import { Inject, Injectable, Optional } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Auditor } from '../audit/auditor.ts';
import { SqlDatabase } from '../database/sql-database.ts';
import { Consumer } from '../event-log/consumer.ts';
import type { DeadEvent } from '../event-log/dead-events.ts';
import { EventLog, type Subscription } from '../event-log/event-log.ts';
import { MessageCatalog } from '../event-log/message-catalog.ts';
import { discoverMessageHandlers } from '../event-log/on-message.ts';
import { JobQueue } from '../job-queue/job-queue.ts';
import { discoverJobHandlers } from '../job-queue/on-job.ts';
import { ServiceName } from './service-name.ts';

/** What a service with a database has besides. */
@Injectable()
export class StoredParts {
  constructor(
    readonly database: SqlDatabase,
    readonly auditor: Auditor,
    @Optional() readonly queue?: JobQueue,
  ) {}
}

/** What a service does without being asked: its messages and its jobs. Started when all services can answer. */
@Injectable()
export class BackgroundWork {
  private found?: Consumer;
  private jobs?: Subscription;

  constructor(
    @Inject(ServiceName) private readonly service: string,
    private readonly discovery: DiscoveryService,
    private readonly log: EventLog,
    private readonly catalog: MessageCatalog,
    @Optional() private readonly stored?: StoredParts,
  ) {}

  async start(): Promise<void> {
    await this.startConsumer();
    await this.startJobs();
    this.stored?.auditor.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.found?.stop(), this.jobs?.close(), this.stored?.auditor.stop()]);
  }

  /** For `DeadLetters`. */
  async deadEvents(limit: number): Promise<readonly DeadEvent[]> {
    return (await this.consumer()?.deadEvents(limit)) ?? [];
  }

  /** For `DeadLetters`. */
  async redriveEvents(subject: string): Promise<number> {
    return (await this.consumer()?.redrive(subject)) ?? 0;
  }

  private async startConsumer(): Promise<void> {
    await this.consumer()?.start();
  }

  /** Undefined for a service that hears nothing. Also there when it was never started: an operator redrives by it. */
  private consumer(): Consumer | undefined {
    if (this.found) return this.found;
    const found = discoverMessageHandlers(this.discovery);
    for (const [type, { name }] of found) this.catalog.requireKnown(type, name);
    if (found.size === 0 || !this.stored) return undefined;
    const handlers = new Map([...found].map(([type, { handler }]) => [type, handler]));
    this.found = new Consumer(this.service, handlers, this.stored.database, this.log);
    return this.found;
  }

  private async startJobs(): Promise<void> {
    const found = discoverJobHandlers(this.discovery);
    if (found.size === 0) return;
    const queue = this.stored?.queue;
    if (!queue) throw new Error(`${this.service} has job handlers but no queue; give its ServiceModule "jobs: true".`);
    this.jobs = await queue.work(new Map([...found].map(([type, { handler }]) => [type, handler])));
  }
}
