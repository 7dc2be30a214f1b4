import type { Channel } from 'amqplib';

/** Growing delays before a job is tried again; the last one stays. Eight tries take half an hour. */
const RETRY_AFTER_MS = [1_000, 5_000, 20_000, 60_000, 180_000, 600_000, 1_200_000] as const;
/** More deaths of processes over one delivery than any job is given tries; then the broker itself sets it aside. */
const DELIVERY_LIMIT = 20;
/** Kept over the loss of a broker, and nothing is dropped on its way from one queue to the next. */
const SAFE = {
  'x-queue-type': 'quorum',
  'x-dead-letter-exchange': '',
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
};

/** The queue of one type of job. */
export function queueOf(type: string): string {
  return `jobs.${type}`;
}

/** Where the broker puts a service's jobs that nobody could take to an end. */
export function deadQueueOf(service: string): string {
  return `jobs.dead.${service}`;
}

/** The exchange that holds a job back after so many failures, and then gives it to its queue again. */
export function retryExchangeAfter(failures: number): string {
  return retryName(RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length) - 1] ?? RETRY_AFTER_MS[0]);
}

export async function declareQueue(channel: Channel, service: string, type: string): Promise<void> {
  await channel.assertQueue(queueOf(type), {
    durable: true,
    arguments: { ...SAFE, 'x-delivery-limit': DELIVERY_LIMIT, 'x-dead-letter-routing-key': deadQueueOf(service) },
  });
}

/**
 * One queue for each delay, shared by all jobs, so that no job waits behind one with a longer delay. What has waited goes by
 * its own routing key to the queue that it came from.
 */
export async function declareRetries(channel: Channel): Promise<void> {
  for (const delayMs of RETRY_AFTER_MS) {
    const name = retryName(delayMs);
    await channel.assertExchange(name, 'fanout', { durable: true });
    await channel.assertQueue(name, { durable: true, arguments: { ...SAFE, 'x-message-ttl': delayMs } });
    await channel.bindQueue(name, name, '');
  }
}

export async function declareDeadQueue(channel: Channel, service: string): Promise<void> {
  await channel.assertQueue(deadQueueOf(service), { durable: true, arguments: { 'x-queue-type': 'quorum' } });
}

function retryName(delayMs: number): string {
  return `jobs.retry.${delayMs}`;
}
