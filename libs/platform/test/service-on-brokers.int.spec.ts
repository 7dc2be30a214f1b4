import { randomBytes } from 'node:crypto';
import { testEngine, TestShop, waitFor } from '@tovar/testing';
import { KafkaEventLog } from '../src/event-log/kafka/kafka-event-log.ts';
import { JobQueue } from '../src/job-queue/job-queue.ts';
import { RabbitJobQueue } from '../src/job-queue/rabbit/rabbit-job-queue.ts';
import { DurableKeyValueStore, KeyValueStore } from '../src/key-value/key-value-store.ts';
import { RedisKeyValueStore } from '../src/key-value/redis-key-value-store.ts';
import { ToyModule } from './toy/toy.module.ts';

describe('a service on Kafka, RabbitMQ and Redis', () => {
  let shop: TestShop;

  beforeAll(async () => {
    const log = new URL(await testEngine('kafka'));
    log.pathname = `/toy-${randomBytes(4).toString('hex')}`;
    const redis = await testEngine('redis');
    const environment = {
      EVENT_LOG_URL: log.href,
      JOB_QUEUE_URL: await testEngine('rabbitmq'),
      KEY_VALUE_URL: redis,
      DURABLE_KEY_VALUE_URL: redis,
    };
    shop = await TestShop.start({ toy: ToyModule }, { environment });
  });
  afterAll(() => shop.stop());

  it('has the adapters that its configuration names', () => {
    const app = shop.running.app('toy');
    expect(shop.running.process.eventLog).toBeInstanceOf(KafkaEventLog);
    expect(app.get(JobQueue)).toBeInstanceOf(RabbitJobQueue);
    expect(app.get(KeyValueStore)).toBeInstanceOf(RedisKeyValueStore);
    expect(app.get(DurableKeyValueStore)).toBeInstanceOf(RedisKeyValueStore);
  });

  it('stores, tells, hears and works as on PostgreSQL alone, and knows nothing of it', async () => {
    const greeting = { method: 'POST', path: '/api/v1/greetings', body: { text: 'hello' } } as const;
    const { body } = await shop.request('toy', greeting);
    const heard = await waitFor('the greeting to be heard', async () => {
      const answer = await shop.request('toy', { path: `/api/v1/greetings/${body.result.id}` });
      return answer.body.heard && answer.body;
    });
    expect(heard).toMatchObject({ text: 'hello', heard: true });
  });
});
