import type { Channel } from 'amqplib';

/** Growing delays before a job is tried again; the last one stays. Eight tries take half an hour. */
const RETRY_AFTER_MS = [1_000, 5_000, 20_000, 60_000, 180_000, 600_000, 1_200_000] as const;
/** More deaths of processes over one delivery than any job is given tries; then the broker itself sets it aside. */
const DELIVERY_LIMIT = 20;
const DEAD = 'dead';
const DURABLE = { durable: true };

/**
 * What a service has at the broker: an exchange through which all its jobs come, a queue of each type, one of its dead jobs,
 * and those in which failed ones wait. All of them begin with its name, and it needs no right to anything else there.
 */
export class JobTopology {
  constructor(private readonly service: string) {}

  /** Brings a job by its type, as routing key, into its queue. */
  get exchange(): string {
    return `${this.service}.jobs`;
  }

  /** Where the broker puts jobs that nobody could take to an end. */
  get deadQueue(): string {
    return `${this.service}.${DEAD}`;
  }

  queueOf(type: string): string {
    return `${this.exchange}.${type}`;
  }

  /** The exchange that holds a job back after so many failures, and then gives it to its queue again. */
  retryExchangeAfter(failures: number): string {
    return this.retryName(RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length) - 1] ?? RETRY_AFTER_MS[0]);
  }

  /** The exchange and the queue of the dead; before any other queue. */
  async declare(channel: Channel): Promise<void> {
    await channel.assertExchange(this.exchange, 'direct', DURABLE);
    await channel.assertQueue(this.deadQueue, { ...DURABLE, arguments: { 'x-queue-type': 'quorum' } });
    await channel.bindQueue(this.deadQueue, this.exchange, DEAD);
  }

  async declareQueue(channel: Channel, type: string): Promise<void> {
    const queue = this.queueOf(type);
    const limited = { 'x-delivery-limit': DELIVERY_LIMIT, 'x-dead-letter-routing-key': DEAD };
    await channel.assertQueue(queue, { ...DURABLE, arguments: { ...this.safe(), ...limited } });
    await channel.bindQueue(queue, this.exchange, type);
  }

  /**
   * One queue for each delay, shared by all types, so that no job waits behind one with a longer delay. What has waited goes by
   * its own routing key to the queue that it came from.
   */
  async declareRetries(channel: Channel): Promise<void> {
    for (const delayMs of RETRY_AFTER_MS) {
      const name = this.retryName(delayMs);
      await channel.assertExchange(name, 'fanout', DURABLE);
      await channel.assertQueue(name, { ...DURABLE, arguments: { ...this.safe(), 'x-message-ttl': delayMs } });
      await channel.bindQueue(name, name, '');
    }
  }

  private retryName(delayMs: number): string {
    return `${this.service}.retry.${delayMs}`;
  }

  /** Kept over the loss of a broker, and nothing is dropped on its way from one queue to the next. */
  private safe(): Record<string, string> {
    return {
      'x-queue-type': 'quorum',
      'x-dead-letter-exchange': this.exchange,
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    };
  }
}
