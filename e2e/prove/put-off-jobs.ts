import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Engine } from '@tovar/platform/engines';
import { type ConfirmChannel, connect } from 'amqplib';
import { environmentOf } from '../support/replica.ts';

const CONTROL = '/usr/lib/rabbitmq/bin/rabbitmqctl';
const RETRIES = 'jobs.retry.';
/** What fails once more, because something is still starting, must not have used up its tries by then. */
const LETS_GO_EVERY_MS = 5_000;

/**
 * Jobs that RabbitMQ holds back for up to twenty minutes because they have failed. When nothing strikes any more they go back to their
 * queues, as if their time had come: a round would wait for it otherwise.
 */
export class PutOffJobs {
  private lastAt = 0;
  private queues?: readonly string[];

  constructor(private readonly broker: Engine) {}

  /** What is held back, in words. */
  async letGo(): Promise<readonly string[]> {
    const connection = await connect(this.broker.url);
    connection.on('error', () => undefined);
    try {
      const channel = await connection.createConfirmChannel();
      this.queues ??= await this.retryQueues();
      const isTime = Date.now() > this.lastAt + LETS_GO_EVERY_MS;
      if (isTime) this.lastAt = Date.now();
      const left: string[] = [];
      for (const queue of this.queues) {
        const { messageCount } = await channel.checkQueue(queue);
        if (messageCount > 0) left.push(`${messageCount} jobs in ${queue}`);
        if (isTime) await this.giveBack(channel, queue);
      }
      return left;
    } finally {
      await connection.close().catch(() => undefined);
    }
  }

  private async giveBack(channel: ConfirmChannel, queue: string): Promise<void> {
    for (;;) {
      const message = await channel.get(queue);
      if (!message) return;
      channel.publish('', message.fields.routingKey, message.content, message.properties);
      await channel.waitForConfirms();
      channel.ack(message);
    }
  }

  private async retryQueues(): Promise<string[]> {
    const env = await environmentOf(this.broker.pid ?? 0);
    const { stdout } = await promisify(execFile)(CONTROL, ['-q', 'list_queues', 'name', '--formatter', 'json'], {
      env,
    });
    const queues = JSON.parse(stdout) as { name: string }[];
    return queues.map(({ name }) => name).filter((name) => name.startsWith(RETRIES));
  }
}
