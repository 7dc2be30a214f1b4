import type { ConfirmChannel, Message, RecoveringChannelModel } from 'amqplib';
import type { BrokerAddress } from '../../run/broker-address.ts';
import { connectToQueue } from './queue-connection.ts';
import { JobTopology } from './job-topology.ts';
import { type QueuedJob, toMessage } from './queued-job.ts';

/** Gives jobs to the queue, on a connection of its own; what it was given is stored when it resolves. */
export class JobPublisher {
  private connection?: Promise<RecoveringChannelModel>;
  private channel?: Promise<ConfirmChannel>;
  private readonly declared = new Set<string>();
  private readonly returned = new Set<string>();
  private readonly topology: JobTopology;

  constructor(
    private readonly broker: BrokerAddress,
    service: string,
  ) {
    this.topology = new JobTopology(service);
  }

  /** Puts the jobs into the queues of their types. */
  async give(jobs: readonly QueuedJob[]): Promise<void> {
    const channel = await this.open();
    for (const type of new Set(jobs.map((job) => job.type))) await this.declare(channel, type);
    await Promise.all(jobs.map((job) => this.publish(channel, this.topology.exchange, job)));
  }

  /** Has a job that failed given to its queue again, later the more often it failed. */
  async giveLater(job: QueuedJob): Promise<void> {
    await this.publish(await this.open(), this.topology.retryExchangeAfter(job.failures), job);
  }

  /** How many jobs stand in the queues that it has given any to; jobs in hand are not among them. */
  async queued(): Promise<number> {
    const channel = await this.open();
    const queues = await Promise.all([...this.declared].map((type) => channel.checkQueue(this.topology.queueOf(type))));
    return queues.reduce((sum, { messageCount }) => sum + messageCount, 0);
  }

  async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined);
    await connection?.close().catch(() => undefined);
  }

  private open(): Promise<ConfirmChannel> {
    this.channel ??= this.openChannel().catch((error: unknown) => {
      this.forget();
      throw error;
    });
    return this.channel;
  }

  private async openChannel(): Promise<ConfirmChannel> {
    const connection = await this.connect();
    const channel = await connection.createConfirmChannel();
    channel.on('error', () => undefined);
    channel.on('close', () => this.forget());
    channel.on('return', ({ properties }: Message) => this.returned.add(String(properties.messageId)));
    await this.topology.declare(channel);
    await this.topology.declareRetries(channel);
    return channel;
  }

  private connect(): Promise<RecoveringChannelModel> {
    this.connection ??= connectToQueue(this.broker).catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }

  private forget(): void {
    this.channel = undefined;
    this.declared.clear();
  }

  private async declare(channel: ConfirmChannel, type: string): Promise<void> {
    if (this.declared.has(type)) return;
    await this.topology.declareQueue(channel, type);
    this.declared.add(type);
  }

  private publish(channel: ConfirmChannel, exchange: string, job: QueuedJob): Promise<void> {
    const { content, options } = toMessage(job);
    return new Promise((resolve, reject) => {
      channel.publish(exchange, job.type, content, options, (error: Error | null) => {
        if (error) return reject(error);
        if (!this.returned.delete(job.id)) return resolve();
        this.declared.delete(job.type);
        return reject(new Error(`The queue of ${job.type} is gone.`));
      });
    });
  }
}
