import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '@tovar/platform/engines';
import { ownEngine, waitFor } from '@tovar/testing';
import { range } from '../src/event-log/contract/log-bench.contract.ts';
import { type KafkaLogSetup, kafkaLogSetup } from './kit/kafka-log-setup.ts';
import { ToldSubjects } from './kit/told-subjects.ts';

describe('the log in Kafka', () => {
  let broker: Engine;
  let setup: KafkaLogSetup;
  let events: ToldSubjects;

  beforeAll(async () => {
    broker = await ownEngine('kafka');
    setup = await kafkaLogSetup({ url: broker.url });
  });
  beforeEach(async () => {
    events = await ToldSubjects.of(setup, ['a', 'b', 'c', 'd']);
  });
  afterEach(() => events.close());
  afterAll(async () => {
    await setup.close();
    await broker.destroy();
  });

  it('[FT-05] loses nothing and applies each event once, in order, when the broker is killed and comes back', async () => {
    await events.consume();
    await events.tell(range(20));
    await broker.kill();
    // Nobody who tells waits for a broker.
    await events.tell(range(20).map((number) => 20 + number));
    await broker.start();
    await events.tell(range(20).map((number) => 40 + number));
    await events.tookEffect(60);
  });

  it('[FT-05] goes on with what a slow broker could not take at once', async () => {
    await events.consume();
    await events.tell(range(5));
    broker.pause();
    const begunAt = Date.now();
    await events.tell(range(5).map((number) => 5 + number));
    expect(Date.now() - begunAt).toBeLessThan(10_000);
    await delay(1_500);
    broker.resume();
    await events.tookEffect(10);
  });

  it('[FT-05] applies each event once, in order, while members of its group come and go', async () => {
    const group = randomUUID();
    const first = await events.consume(group);
    const telling = events.tell(range(60));
    await waitFor('the first effects', async () => (await events.count()) > 0);
    await events.consume(group);
    await first.stop();
    await events.consume(group);
    await telling;
    await events.tookEffect(60);
  });
});
