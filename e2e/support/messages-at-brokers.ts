import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type ChannelModel, connect } from 'amqplib';
import pg from 'pg';
import type { KeptMessage, KeptMessages } from './kept-messages.ts';
import { logRecords } from './log-records.ts';
import { environmentOf } from './replica.ts';
import type { ShopProcess } from './shop-process.ts';

const CONTROL = '/usr/lib/rabbitmq/bin/rabbitmqctl';
/** Here RabbitMQ shows a copy of all that goes through it, when it is told to. */
const TRACE = 'amq.rabbitmq.trace';
const PUBLISHED = 'publish.#';

/**
 * The log is a topic of Kafka. Jobs go through RabbitMQ, which shows them here with all headers, each time that they are given
 * to it; what waits for its time, or is dead, stands in tables of the services.
 */
export class MessagesAtBrokers implements KeptMessages {
  private readonly published: KeptMessage[] = [];

  private constructor(
    private readonly eventLogUrl: string,
    private readonly connection: ChannelModel,
    private readonly database: pg.Client,
  ) {}

  static async watch(shop: ShopProcess, adminUrl: string): Promise<MessagesAtBrokers> {
    const { EVENT_LOG_URL = '', JOB_QUEUE_URL = '' } = await shop.enginesOfOwner();
    await promisify(execFile)(CONTROL, ['trace_on', '--vhost', new URL(JOB_QUEUE_URL).pathname.slice(1)], {
      env: await environmentOf(shop.pidOfEngine('rabbitmq')),
    });
    const database = new pg.Client({ connectionString: adminUrl });
    await database.connect();
    const messages = new MessagesAtBrokers(EVENT_LOG_URL, await connect(JOB_QUEUE_URL), database);
    await messages.note();
    return messages;
  }

  async events(): Promise<KeptMessage[]> {
    return (await logRecords(this.eventLogUrl)).map(({ type: name, text }) => ({ name, text }));
  }

  async jobs(): Promise<KeptMessage[]> {
    const { rows: services } = await this.database.query<{ name: string }>(
      "SELECT table_schema AS name FROM information_schema.tables WHERE table_name = 'outbox_job'",
    );
    const kept = services.flatMap(({ name }) => [`${name}.outbox_job`, `${name}.dead_job`]);
    const { rows } = await this.database.query<KeptMessage>(
      kept.map((table) => `SELECT type AS name, job::text AS text FROM ${table} AS job`).join(' UNION ALL '),
    );
    return [...this.published, ...rows];
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.database.end();
  }

  private async note(): Promise<void> {
    const channel = await this.connection.createChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, TRACE, PUBLISHED);
    await channel.consume(
      queue,
      (message) => {
        if (!message) return;
        const { headers = {} } = message.properties;
        const [name = ''] = headers.routing_keys as string[];
        this.published.push({
          name,
          text: `${JSON.stringify(headers)}\n${message.content.toString('utf8')}`,
        });
      },
      { noAck: true },
    );
  }
}
