import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Engine } from '@tovar/platform/engines';
import { type ConfirmChannel, connect } from 'amqplib';
import { environmentOf } from '../support/replica.ts';

const CONTROL = '/usr/lib/rabbitmq/bin/rabbitmqctl';
/** Where jobs of a service wait. */
const RETRIES = /^(?<service>[^.]+)\.retry\.\d+$/;
/** What fails once more, because something is still starting, must not have used up its tries by then. */
const LETS_GO_EVERY_MS = 5_000;

/**
 * Jobs that RabbitMQ holds back for up to twenty minutes because they have failed. When nothing strikes any more they go back to their
 * queues, as if their time had come: a round would wait for it otherwise.
 */
export class PutOffJobs {
  private lastAt = 0;

  constructor(private readonly broker: Engine) {}

  /** What is held back, in words. */
  async letGo(): Promise<readonly string[]> {
    const connection = await connect(this.broker.url);
    connection.on('error', () => undefined);
    try {
      const channel = await connection.createConfirmChannel();
      const isTime = Date.now() > this.lastAt + LETS_GO_EVERY_MS;
      if (isTime) this.lastAt = Date.now();
      const left: string[] = [];
      for (const queue of await this.retryQueues()) {
        const { messageCount } = await channel.checkQueue(queue);
        if (messageCount > 0) left.push(`${messageCount} jobs in ${queue}`);
        if (isTime) await giveBack(channel, queue);
      }
      return left;
    } finally {
      await connection.close().catch(() => undefined);
    }
  }

  private async retryQueues(): Promise<string[]> {
    const env = await environmentOf(this.broker.pid ?? 0);
    const vhost = new URL(this.broker.url).pathname.slice(1) || '/';
    const list = ['-q', 'list_queues', '--vhost', decodeURIComponent(vhost), 'name', '--formatter', 'json'];
    const { stdout } = await promisify(execFile)(CONTROL, list, { env });
    const queues = JSON.parse(stdout) as { name: string }[];
    const retries = queues.map(({ name }) => name).filter((name) => RETRIES.test(name));
    if (retries.length === 0) throw new Error(`RabbitMQ has no queue of jobs that wait, only ${queues.length} others.`);
    return retries;
  }
}

/** By the exchange of its service, to which the broker itself gives it when it has waited. */
async function giveBack(channel: ConfirmChannel, queue: string): Promise<void> {
  const exchange = `${RETRIES.exec(queue)?.groups?.service}.jobs`;
  let isReturned = false;
  const note = (): void => void (isReturned = true);
  channel.on('return', note);
  for (;;) {
    const message = await channel.get(queue);
    if (!message) break;
    const { routingKey } = message.fields;
    channel.publish(exchange, routingKey, message.content, { ...message.properties, mandatory: true });
    await channel.waitForConfirms();
    if (isReturned) throw new Error(`${exchange} has no queue for ${routingKey}, which waits in ${queue}.`);
    channel.ack(message);
  }
  channel.off('return', note);
}
