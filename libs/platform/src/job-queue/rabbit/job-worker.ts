import { AsyncResource } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Channel, ChannelModel, ConsumeMessage, RecoveringChannelModel } from 'amqplib';
import type { BrokerAddress } from '../../run/broker-address.ts';
import { failpoint } from '../../failpoints/failpoint.ts';
import { inSpan } from '../../tracing/in-span.ts';
import { failureText } from '../failure-text.ts';
import type { JobHandler } from '../job-queue.ts';
import type { JobRecords } from './job-records.ts';
import type { JobPublisher } from './job-publisher.ts';
import { JobTopology } from './job-topology.ts';
import { connectToQueue } from './queue-connection.ts';
import { type DeliveredJob, toJob } from './queued-job.ts';

const RETURNED_AFTER_MS = 1_000;
const DIED = 'Its process died each time.';

export interface JobWorkerOptions {
  readonly broker: BrokerAddress;
  readonly service: string;
  readonly handlers: ReadonlyMap<string, JobHandler>;
  /** Jobs of each type worked on at a time. */
  readonly concurrency: number;
  readonly records: JobRecords;
  readonly publisher: JobPublisher;
}

/** One process's worker: takes jobs off their queues when they have been done, set aside, or given back for later. */
export class JobWorker {
  private readonly logger = new Logger('JobQueue');
  private readonly running = new Set<Promise<void>>();
  private readonly take = AsyncResource.bind((channel: Channel, message: ConsumeMessage, isDead: boolean) =>
    this.track(isDead ? this.setAside(channel, message) : this.work(channel, message)),
  );
  private connection?: RecoveringChannelModel;
  private channel?: Channel;
  private consumers: string[] = [];
  private isClosing = false;

  constructor(private readonly options: JobWorkerOptions) {}

  /** Resolves when the first jobs may come; from then on lost connections are made again. */
  async start(): Promise<void> {
    const setup = (model: ChannelModel): Promise<void> => this.consume(model);
    this.connection = await connectToQueue(this.options.broker, setup);
    this.connection.on('disconnect', (error) => this.logger.warn(`The job queue is away: ${error?.message}`));
  }

  /** Takes no more jobs and waits for those in hand. */
  async close(): Promise<void> {
    this.isClosing = true;
    await Promise.all(this.consumers.map(async (tag) => this.channel?.cancel(tag).catch(() => undefined)));
    await Promise.all(this.running);
    await this.channel?.close().catch(() => undefined);
    await this.connection?.close().catch(() => undefined);
  }

  private async consume(model: ChannelModel): Promise<void> {
    const { service, handlers, concurrency } = this.options;
    // The library itself listens only when this has resolved: a connection lost before would end the process.
    model.on('error', () => undefined);
    const channel = await model.createChannel();
    channel.on('error', (error) => this.logger.warn(error.message));
    this.channel = channel;
    await channel.prefetch(concurrency);
    const topology = new JobTopology(service);
    await topology.declare(channel);
    for (const type of handlers.keys()) await topology.declareQueue(channel, type);
    const queues = [...handlers.keys()].map((type) => topology.queueOf(type));
    const tags = [topology.deadQueue, ...queues].map(async (queue) => {
      const { consumerTag } = await channel.consume(queue, (message) => {
        // What comes before the broker has heard of the end goes back to it with the channel.
        if (message && !this.isClosing) this.take(channel, message, queue === topology.deadQueue);
      });
      return consumerTag;
    });
    this.consumers = await Promise.all(tags);
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  /** A job is off its queue only when what came of it is stored; otherwise it is delivered again. */
  private async work(channel: Channel, message: ConsumeMessage): Promise<void> {
    const job = toJob(message);
    try {
      await this.finish(job);
      this.acknowledge(channel, message);
    } catch (error) {
      this.logger.warn(`Job ${job.type} ${job.id} goes back to its queue: ${(error as Error).message}`);
      await delay(RETURNED_AFTER_MS);
      this.giveBack(channel, message);
    }
  }

  private async finish(job: DeliveredJob): Promise<void> {
    const { records, publisher } = this.options;
    if (!(await records.isWanted(job))) return;
    if (job.attempt > job.maxAttempts) return records.bury(job, job.maxAttempts, job.error ?? DIED);
    const error = await this.failureOf(job);
    if (error === undefined) return records.isOver(job);
    this.logger.warn(`Job ${job.type} ${job.id} failed, try ${job.attempt} of ${job.maxAttempts}: ${error}`);
    if (!(await records.isWanted(job))) return;
    if (job.attempt >= job.maxAttempts) return records.bury(job, job.attempt, error);
    await publisher.giveLater({ ...job, failures: job.attempt, error });
  }

  private async failureOf({ id, type, json, traceparent, attempt }: DeliveredJob): Promise<string | undefined> {
    failpoint(`${type} begun`);
    try {
      const span = { name: `do ${type}`, kind: 'consumer', parent: traceparent, attributes: { attempt } } as const;
      await inSpan(span, async () =>
        this.options.handlers.get(type)?.({ id, type, data: JSON.parse(json) as unknown, attempt }),
      );
    } catch (error) {
      return failureText(error);
    }
    failpoint(`${type} done`);
    return undefined;
  }

  /** What the broker itself has given up, because too many processes have died over it. */
  private async setAside(channel: Channel, message: ConsumeMessage): Promise<void> {
    const job = toJob(message);
    try {
      await this.options.records.bury(job, job.maxAttempts, job.error ?? DIED);
      this.acknowledge(channel, message);
    } catch (error) {
      this.logger.warn(`Dead job ${job.type} ${job.id} waits: ${(error as Error).message}`);
      await delay(RETURNED_AFTER_MS);
      this.giveBack(channel, message);
    }
  }

  /** On a connection that was lost, nobody can: the broker delivers it again. */
  private acknowledge(channel: Channel, message: ConsumeMessage): void {
    ignoringClosed(() => channel.ack(message));
  }

  private giveBack(channel: Channel, message: ConsumeMessage): void {
    ignoringClosed(() => channel.nack(message));
  }
}

function ignoringClosed(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'IllegalOperationError') throw error;
  }
}
